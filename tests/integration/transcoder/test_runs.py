"""Runs from the queue to the store."""

# ruff: noqa: ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
from pathlib import Path

import pytest

from shared.contracts.jobs import FramesJob, FramesTaken, TranscodeFailed, TranscodeLanded
from shared.contracts.video import Playback, TrackKind
from shared.kit.blobs import RENDERS
from shared.kit.ids import new_id
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import film

PLAYLIST_TYPE = "application/vnd.apple.mpegurl"


async def test_run_from_queue_to_store(desk: Desk, folder: Path) -> None:
    source = film(folder / "film.mp4", seconds=45)
    async with desk.transcoder() as process:
        run = await desk.ask(source)
        early = await desk.report(TranscodeLanded, run, lambda landed: landed.playback is not None)
        heard = await desk.report(
            TranscodeLanded, run, lambda landed: bool(landed.playback and landed.playback.sounds)
        )
        done = await desk.done(run)
        await desk.waited_for(0)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 5) == 0
    assert early.playback
    assert heard.playback
    assert (early.playback.awaits_sound, early.playback.sounds) == (True, ())
    assert (heard.playback.awaits_sound, heard.playback.complete) == (False, False)
    assert not done.playback.awaits_sound
    assert done.duration_seconds == pytest.approx(45, abs=0.04)
    assert done.warning == ""
    assert [r.name for r in done.playback.renditions] == ["360p"]
    brought = await desk.brought(done.playback.folder, folder / "out")
    (download,) = done.playback.downloads
    assert (brought / "download-360p.mp4").stat().st_size == download.bytes
    assert all(text.endswith("#EXT-X-ENDLIST\n") for text in playlists(brought, heard.playback))
    closed = {text.replace("TYPE:EVENT", "TYPE:VOD") for text in playlists(brought, heard.playback)}
    assert closed == playlists(brought, done.playback)
    assert not written(heard.playback) & written(done.playback)  # by a worker that comes late
    assert done.playback.storyboard
    assert (brought / "storyboard/index.vtt").read_text().count("-->") == 12
    assert (brought / "poster.jpg").read_bytes().startswith(b"\xff\xd8")
    (second,) = (brought / "360p").glob("00001-*.m4s")
    types = {f"360p/{second.name}": "video/iso.segment", "audio-1/index.m3u8": PLAYLIST_TYPE}
    for name, kind in types.items():
        stored = await desk.blobs.stat(RENDERS, f"{done.playback.folder}/{name}")
        assert stored.content_type == kind
    fractions = [progress.fraction for progress in desk.progress]
    assert len(set(fractions)) > 1
    assert list(Path(desk.environment["HUB_WORK_DIR"]).iterdir()) == []


def written(playback: Playback) -> set[str]:
    """The keys of the playlists."""
    pictures = {key for r in playback.renditions for key in (r.playlist_key, r.keyframes_key)}
    return pictures | {sound.playlist_key for sound in playback.sounds}


def playlists(brought: Path, playback: Playback) -> set[str]:
    """The texts of the playlists."""
    names = (key.removeprefix(f"{playback.folder}/") for key in written(playback))
    return {(brought / name).read_text() for name in names}


async def test_a_copy_to_seek_in_that_was_cleaned_away_is_made_anew(
    desk: Desk, folder: Path
) -> None:
    source = film(folder / "film.ts", "320x180", seconds=3)
    async with desk.transcoder():
        run = await desk.ask(source)
        made = (await desk.done(run)).playback
        work = f"{made.folder}/work/"
        assert await desk.blobs.listing(RENDERS, work)
        await desk.blobs.delete_prefix(RENDERS, work)
        await desk.blobs.delete_prefix(RENDERS, f"{made.folder}/chunks/")
        again = await desk.done(await desk.again(run))
    assert again.playback == made


async def test_what_is_no_video_is_reported_in_german(desk: Desk, folder: Path) -> None:
    (folder / "film.mp4").write_text("Das ist kein Video.\n" * 50)
    async with desk.transcoder():
        run = await desk.ask(folder / "film.mp4")
        failed = await desk.report(TranscodeFailed, run)
        await desk.waited_for(0)
    assert failed.code == "not_a_video"
    assert failed.message.startswith("Diese Datei ist kein Video")


async def test_a_track_is_made_of_what_it_is_for(desk: Desk, folder: Path) -> None:
    source = film(folder / "film.mp4", size="1920x1080", seconds=5)
    async with desk.transcoder():
        heard = await desk.done(await desk.ask(source, TrackKind.AUDIO_DESCRIPTION))
        signed = await desk.done(await desk.ask(source, TrackKind.SIGN_LANGUAGE))
    assert (heard.playback.renditions, len(heard.playback.sounds)) == ((), 1)
    assert heard.playback.downloads[0].mime_type == "audio/mp4"
    assert [each.name for each in signed.playback.renditions] == ["360p", "720p"]
    assert signed.playback.sounds == ()


async def test_frames_are_taken_out_of_a_finished_film(desk: Desk, folder: Path) -> None:
    source = film(folder / "film.mp4", seconds=5)
    async with desk.transcoder():
        run = await desk.ask(source)
        done = await desk.done(run)
        job = FramesJob(
            id=new_id(),
            video_id=run.video_id,
            folder=done.playback.folder,
            at_seconds=(0.0, 2.5, 99.0),
        )
        await desk.put(job)
        taken = await desk.taken(FramesTaken, job.id)
    assert [frame.at_seconds for frame in taken.frames] == [0.0, 2.5]
    assert taken.frames[1].key == f"{done.playback.folder}/frames/000002500.jpg"
    assert (await desk.blobs.get(RENDERS, taken.frames[1].key)).startswith(b"\xff\xd8")
