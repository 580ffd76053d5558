"""What is broken in a file costs no more of it than it must, and the editor is told."""

import asyncio
from pathlib import Path

from shared.contracts.jobs import Run, TranscodeDone, TranscodeFailed
from shared.contracts.video import TrackKind
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import H264, TONE, facts, ffmpeg, film, pattern

SECONDS, HOLE = 100, (30, 72)
"""The hole covers the whole third chunk (28 to 48) and most of the fourth."""


def holed(path: Path) -> Path:
    """A film of which neither picture nor sound can be read for a while."""
    film(path, "160x90", "10", SECONDS)
    packets = facts(path, "-show_entries", "packet=pts_time,pos")
    places = [int(p["pos"]) for p in packets if HOLE[0] <= float(p["pts_time"]) < HOLE[1]]
    data = bytearray(path.read_bytes())
    data[min(places) : max(places)] = bytes(max(places) - min(places))
    path.write_bytes(data)
    return path


def undecodable(path: Path, title: str) -> Path:
    """A film whose sound is said to be MPEG-H, for which there is no decoder."""
    words = [*pattern("160x90", "12", 2), *TONE, "-t", "2", *H264, "-metadata", f"title={title}"]
    ffmpeg(*words, path)
    data = path.read_bytes()
    head, _, tail = data.rpartition(b"mp4a")
    path.write_bytes(head + b"mhm1" + tail.replace(b"esds", b"free", 1))
    return path


def polyphonic(path: Path) -> Path:
    """A film of twelve sounds, which can hardly be heard."""
    soft = ["-f", "lavfi", "-t", "1", "-i", "anoisesrc=c=pink:a=0.003:r=8000:seed=1"]
    maps = ["-map", "0", *["-map", "1"] * 12]
    ffmpeg(*pattern("160x90", "12", 1), *soft, *maps, *H264, path)
    return path


async def test_what_comes_after_a_long_hole_is_shown(desk: Desk, folder: Path) -> None:
    source = holed(folder / "film.mp4")
    async with desk.transcoder(), desk.transcoder():
        done = await desk.done(await desk.ask(source), within=200)
    assert abs(done.duration_seconds - SECONDS) < 0.2


async def test_a_sound_that_cannot_be_read_is_silent(desk: Desk, folder: Path) -> None:
    titles = ("Connection refused", "No space left on device", "[http @ 0x1] Connection refused")
    async with desk.transcoder(), desk.transcoder():
        runs = [
            await desk.ask(undecodable(folder / f"{number}.mp4", title))
            for number, title in enumerate(titles)
        ]
        ended = await asyncio.gather(*(over(desk, run) for run in runs))
    for done in ended:
        assert isinstance(done, TranscodeDone)
        assert done.warning.startswith("Der Ton dieser Datei lässt sich nicht lesen")
        assert len(done.playback.sounds) == 1


async def over(desk: Desk, run: Run) -> TranscodeDone | TranscodeFailed:
    return await desk.ended(run, within=100)


async def test_a_file_of_one_sound_that_cannot_be_read_is_damaged(desk: Desk, folder: Path) -> None:
    source = undecodable(folder / "film.mp4", "Ton")
    async with desk.transcoder():
        run = await desk.ask(source, TrackKind.AUDIO_DESCRIPTION)
        ended = await over(desk, run)
    assert isinstance(ended, TranscodeFailed)
    assert ended.code == "damaged"


async def test_sounds_are_bounded(desk: Desk, folder: Path) -> None:
    async with desk.transcoder():
        done = await desk.done(await desk.ask(polyphonic(folder / "film.mkv")), within=100)
    assert len(done.playback.sounds) == 8
    assert "mehr als 8 Tonspuren" in done.warning
    assert "sehr leise aufgenommen" in done.warning
