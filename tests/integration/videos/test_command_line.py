"""`hub` and the files of a video: sent beside it, stopped, made anew."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from gateway.graphql.ids import encode
from infra.hub import tracks, videos
from infra.hub.access import Access
from infra.hub.client import Client
from infra.hub.failures import CommandFailed
from shared.contracts import jobs
from shared.contracts.content import Status
from shared.contracts.jobs import Run, TranscodeDone, TranscodeLanded, TranscodeStarted
from shared.contracts.video import Playback, ProcessingState, TrackKind
from tests.integration.videos.studio import Studio, head, with_sound


async def test_a_second_file_is_sent_stopped_and_made_anew(
    studio: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    video = await studio.draft()
    file = tmp_path / "gebaerden.mp4"
    file.write_bytes(b"film")
    signed = TrackKind.SIGN_LANGUAGE
    name = f"videos/{video['slug']}"
    async with Client.open(Access(studio.hub.url, studio.token)) as client:
        with pytest.raises(CommandFailed, match="Dazu gibt es bei diesem Video keine Datei"):
            await tracks.processing_of(client, video["id"], signed)
        order = videos.FileOf(file=file, video=name, track=signed, wait=False)
        await videos.upload_to(client, order)
        assert capsys.readouterr().out == f"{video['slug']}\n"
        first = await studio.run(video)
        assert first.track is signed

        await tracks.cancel(client, name, signed)
        told = capsys.readouterr().err
        assert "Gebärdensprache: Die Verarbeitung wurde abgebrochen." in told
        await videos.transcode(client, name, signed, wait=False)
        again = await studio.run(video)
        assert (again.track, again.source_key) == (signed, first.source_key)
        assert again.id != first.id
    kept = (await studio.video(video)).track(signed)
    assert kept.processing.state is ProcessingState.QUEUED
    assert kept.source is not None
    assert kept.source.filename == "gebaerden.mp4"


async def landed(studio: Studio, run: Run, made: Playback) -> None:
    report = TranscodeLanded(**head(run), duration_seconds=4, playback=made)
    assert (await studio.bus.call(jobs.LANDED, report)).wanted


async def test_it_is_public_as_soon_as_it_can_be_watched(
    studio: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"film")
    order = videos.Order(
        file=file,
        title="Früh zu sehen",
        summary="",
        language="de",
        captions=None,
        wait=False,
        publish=True,
    )
    async with Client.open(Access(studio.hub.url, studio.token)) as client:
        sending = asyncio.create_task(videos.upload(client, order))
        job = await studio.job("plan")
        assert isinstance(job, jobs.PlanJob)
        run = job.run
        video = {"id": encode("Video", run.video_id)}
        await studio.bus.call(jobs.STARTED, TranscodeStarted(**head(run)))
        seen = with_sound(await studio.make(f"{run.prefix}/m", 1))
        await landed(studio, run, replace(seen, sounds=(), awaits_sound=True))
        await asyncio.sleep(1)
        assert (await studio.video(video)).status is Status.DRAFT
        await landed(studio, run, seen)
        async with asyncio.timeout(20):
            while (await studio.video(video)).status is not Status.PUBLISHED:
                await asyncio.sleep(0.1)
        assert not sending.done()
        done = TranscodeDone(**head(run), duration_seconds=4, playback=seen)
        await studio.bus.call(jobs.DONE, done)
        await asyncio.wait_for(sending, 30)
    assert "Das Video ist veröffentlicht." in capsys.readouterr().err
