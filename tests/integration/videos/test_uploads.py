"""A file that is being sent takes nothing from the one that is there until it has arrived."""

from typing import Any

from shared.contracts import jobs
from shared.contracts.jobs import Run, TranscodeDone, TranscodeLanded
from shared.contracts.video import ProcessingState, TrackKind
from shared.kit.blobs import MEDIA, SOURCES
from tests.consumer import MOVE
from tests.integration.videos.studio import ASK, Studio, head, playback

BEGIN_OF = """mutation ($id: ID!, $changedAt: DateTime) {
  beginVideoUpload(id: $id, filename: "film.mp4", bytes: 9, changedAt: $changedAt) {
    userErrors { field message code } } }"""


async def ready(studio: Studio, letter: str) -> tuple[dict[str, Any], Run, str]:
    """A video, its run that is done, and the folder that plays."""
    video, run = await studio.started()
    folder = f"{run.prefix}/{letter * 16}"
    await studio.make(folder, 1)
    done = TranscodeDone(**head(run), duration_seconds=4, playback=playback(folder))
    await studio.bus.call(jobs.DONE, done)
    return video, run, folder


async def open_uploads(studio: Studio, run: Run) -> int:
    return len(await studio.blobs.open_uploads(SOURCES, f"{run.prefix}/"))


async def test_a_broken_off_upload_costs_nothing(studio: Studio) -> None:
    video, run, folder = await ready(studio, "a")
    await studio.begin(video, size=9)
    waiting = await studio.video(video)
    assert waiting.source is not None
    assert waiting.source.key == run.source_key
    assert waiting.processing.state is ProcessingState.READY
    assert waiting.playback is not None
    assert waiting.playback.folder == folder
    refused = await studio.editor.mutate(
        ASK % "completeVideoUpload", id=video["id"], track=TrackKind.MAIN.name
    )
    assert "noch nicht vollständig" in refused["userErrors"][0]["message"]

    await studio.begin(video, size=9)
    assert (await studio.video(video)).pending == waiting.pending, "the same upload goes on"
    await studio.begin(video, size=10)
    assert await open_uploads(studio, run) == 1
    await studio.ask("cancelVideoProcessing", video)
    kept = await studio.video(video)
    assert (kept.pending, kept.source, kept.processing.state) == (
        None,
        waiting.source,
        ProcessingState.READY,
    )
    assert await open_uploads(studio, run) == 0


async def test_another_file_of_the_same_name_and_size_begins_anew(studio: Studio) -> None:
    video = await studio.draft()
    sent: list[str] = []
    for changed_at in (
        "2026-11-27T08:00:00.123456Z",
        "2026-11-27T09:00:00.123+01:00",
        "2026-11-27T08:00:01Z",
        None,
    ):
        begun = await studio.editor.mutate(BEGIN_OF, id=video["id"], changedAt=changed_at)
        assert begun["userErrors"] == []
        pending = (await studio.video(video)).pending
        assert pending
        sent.append(pending.upload_id)
    first, same, other, silent = sent
    assert (same, silent) == (first, other)
    assert first != other


async def test_cancelling_the_first_upload_of_a_track_leaves_no_track(studio: Studio) -> None:
    video, run, _ = await ready(studio, "b")
    await studio.begin(video, TrackKind.SIGN_LANGUAGE)
    assert len((await studio.video(video)).tracks) == 1
    await studio.ask("cancelVideoProcessing", video, TrackKind.SIGN_LANGUAGE)
    assert (await studio.video(video)).tracks == ()
    assert await open_uploads(studio, run) == 0


async def test_a_replaced_film_is_closed_when_the_new_one_plays(studio: Studio) -> None:
    video, run, old = await ready(studio, "c")
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    again = await studio.send(video)
    assert again.source_key != run.source_key
    assert await studio.blobs.listing(MEDIA, f"{old}/")

    new = f"{run.prefix}/{'d' * 16}"
    await studio.make(new, 1)
    done = TranscodeDone(**head(again), duration_seconds=4, playback=playback(new))
    await studio.bus.call(jobs.DONE, done)
    assert (await studio.video(video)).retired == ()
    assert await studio.blobs.listing(MEDIA, f"{old}/") == []
    assert await studio.blobs.listing(MEDIA, f"{new}/") != []


async def test_what_was_growing_of_the_old_file_does_not_play_on(studio: Studio) -> None:
    video, run = await studio.started()
    made = await studio.make(f"{run.prefix}/{'e' * 16}", 1)
    landed = TranscodeLanded(**head(run), duration_seconds=8, playback=made)
    await studio.bus.call(jobs.LANDED, landed)
    again = await studio.send(video)
    kept = await studio.video(video)
    assert (kept.playback, kept.processing.job_id) == (None, again.id)
    refused = await studio.editor.mutate(MOVE % "publish", id=video["id"])
    assert "noch nicht fertig" in refused["userErrors"][0]["message"]


async def test_a_draft_that_was_made_anew_publishes_only_what_plays(studio: Studio) -> None:
    video, run, first = await ready(studio, "f")
    await studio.ask("transcodeVideo", video)
    again = await studio.run(video)
    second = f"{run.prefix}/{'0' * 16}"
    await studio.make(second, 1)
    done = TranscodeDone(**head(again), duration_seconds=4, playback=playback(second))
    await studio.bus.call(jobs.DONE, done)
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    assert await studio.blobs.listing(MEDIA, f"{first}/") == []
    assert await studio.blobs.listing(MEDIA, f"{second}/") != []
