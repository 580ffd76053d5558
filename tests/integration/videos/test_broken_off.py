"""A public film whose run ends before it does: closed for its viewers, until a new run goes on."""

import asyncio
from typing import Any

import pytest

from shared.contracts import jobs
from shared.contracts.jobs import Run, TranscodeDone, TranscodeFailed, TranscodeLanded
from shared.contracts.video import ProcessingState, TrackKind
from shared.kit.blobs import MEDIA
from tests.consumer import MOVE
from tests.integration.videos.studio import UPDATE, Studio, head, playback

END = "#EXT-X-ENDLIST"


async def landed(studio: Studio, run: Run, folder: str, chunks: int) -> bool:
    """Whether the report that so many chunks are made was wanted."""
    made = await studio.make(folder, chunks)
    report = TranscodeLanded(**head(run), duration_seconds=20, playback=made)
    return (await studio.bus.call(jobs.LANDED, report)).wanted


async def public(studio: Studio, folder: str) -> str:
    """The playlist that viewers ask for."""
    return (await studio.blobs.get(MEDIA, f"{folder}/360p/index.m3u8")).decode()


async def until_public(studio: Studio, folder: str, text: str) -> str:
    async with asyncio.timeout(10):
        while text not in (shown := await public(studio, folder)):
            await asyncio.sleep(0.05)
    return shown


async def cancel(studio: Studio, video: dict[str, Any], _: Run) -> None:
    await studio.ask("cancelVideoProcessing", video)


async def fail(studio: Studio, _: dict[str, Any], run: Run) -> None:
    failed = TranscodeFailed(**head(run), code="given_up", message="Abgebrochen.")
    assert (await studio.bus.call(jobs.FAILED, failed)).wanted


@pytest.mark.parametrize(
    ("end", "state"), [(cancel, ProcessingState.CANCELLED), (fail, ProcessingState.FAILED)]
)
async def test_it_is_closed_where_it_ends_and_grows_on_after_a_retry(
    studio: Studio, end: Any, state: ProcessingState
) -> None:
    video, run = await studio.started()
    folder = f"{run.prefix}/{'a' * 16}"
    await landed(studio, run, folder, 2)
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    assert END not in await public(studio, folder)

    await end(studio, video, run)
    closed = await until_public(studio, folder, END)
    assert closed.count("#EXTINF") == 2
    kept = await studio.video(video)
    assert (kept.processing.state, kept.duration_seconds) == (state, 8)
    assert "Öffentlich sind nur die ersten 8 Sekunden." in kept.processing.message
    assert ("Abgebrochen." in kept.processing.message) is (end is fail)

    assert not await landed(studio, run, folder, 3), "from a worker that fell behind"
    changed = await studio.editor.mutate(
        UPDATE, id=video["id"], revision=kept.revision, input={"title": "Neuer Titel"}
    )
    assert changed["userErrors"] == []
    assert await public(studio, folder) == closed

    await studio.ask("transcodeVideo", video)
    again = await studio.run(video)
    assert await public(studio, folder) == closed
    assert await landed(studio, again, folder, 4)
    grown = await until_public(studio, folder, "00003.m4s")
    assert END not in grown
    assert (await studio.video(video)).duration_seconds == 20

    whole = await studio.make(folder, 5, complete=True)
    await studio.bus.call(
        jobs.DONE, TranscodeDone(**head(again), duration_seconds=20, playback=whole)
    )
    assert "00004.m4s" in await until_public(studio, folder, END)
    kept = await studio.video(video)
    assert (kept.processing.state, kept.processing.message) == (ProcessingState.READY, "")
    assert kept.playback is not None
    assert not kept.playback.stopped


async def test_what_another_plan_goes_on_with_leaves_the_old_closed(studio: Studio) -> None:
    video, run = await studio.started()
    old, new = (f"{run.prefix}/{letter * 16}" for letter in "bc")
    await landed(studio, run, old, 1)
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    await studio.ask("cancelVideoProcessing", video)
    await studio.ask("transcodeVideo", video)
    assert await landed(studio, await studio.run(video), new, 1)
    assert END in await until_public(studio, old, END)
    assert END not in await public(studio, new)


async def test_a_track_is_closed_and_leaves_the_length_of_the_film(studio: Studio) -> None:
    video, run = await studio.started()
    done = TranscodeDone(**head(run), duration_seconds=20, playback=playback(f"{run.prefix}/m"))
    await studio.bus.call(jobs.DONE, done)
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    signed = await studio.send(video, TrackKind.SIGN_LANGUAGE)
    folder = f"{run.prefix}/{'d' * 16}"
    await landed(studio, signed, folder, 1)
    await studio.ask("cancelVideoProcessing", video, TrackKind.SIGN_LANGUAGE)
    assert END in await until_public(studio, folder, END)
    kept = await studio.video(video)
    assert kept.duration_seconds == 20
    assert "ersten 4 Sekunden" in kept.track(TrackKind.SIGN_LANGUAGE).processing.message


async def test_the_preview_of_a_draft_ends_there_too(studio: Studio) -> None:
    video, run = await studio.started()
    await landed(studio, run, f"{run.prefix}/{'e' * 16}", 1)
    look = """query ($id: ID!) { video(id: $id) { previewUrl } }"""
    shown = (await studio.editor.data(look, id=video["id"]))["video"]["previewUrl"]
    seen = shown.replace("master.m3u8", "360p/index.m3u8")
    assert END not in (await studio.stranger.http.get(seen)).text
    await studio.ask("cancelVideoProcessing", video)
    assert END in (await studio.stranger.http.get(seen)).text
