"""Files of hundreds of megabytes that are nothing but heads end with a reason within a minute."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.transcoder.errors import HardToOpen, NotAVideo
from shared.contracts.jobs import TranscodeFailed
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import H264, ffmpeg, pattern
from tests.integration.transcoder.seeds import box

MOST_SECONDS = 60
BRAND = box(b"ftyp", b"isom\0\0\2\0isomiso2")
EMPTY = box(b"free")
FRAGMENT = box(b"moof", box(b"mfhd", bytes(8)))


def before_the_film(folder: Path) -> bytes:
    """It would play, if somebody waited."""
    return BRAND + EMPTY * 4_000_000 + film(folder)


def in_the_index(_: Path) -> bytes:
    count = 25_000_000
    return BRAND + box(b"moov", size=8 + count * len(EMPTY)) + EMPTY * count


def fragments(folder: Path) -> bytes:
    """They follow one that holds pictures."""
    return film(folder, "-movflags", "+frag_keyframe+empty_moov") + FRAGMENT * 8_000_000


def pages(_: Path) -> bytes:
    """Of an Ogg that hold nothing, and whose checksums are wrong."""
    return (b"OggS" + bytes(23)) * 7_500_000


def film(folder: Path, *words: str) -> bytes:
    ffmpeg(*pattern("160x90", "12", 1), *H264, *words, folder / "film.mp4")
    return (folder / "film.mp4").read_bytes()


@pytest.mark.parametrize("make", [in_the_index, fragments, pages])
async def test_ends_in_time(make: Callable[[Path], bytes], desk: Desk, folder: Path) -> None:
    """A quick machine may see that it is no video before it has had enough of it."""
    (folder / "source").write_bytes(make(folder))
    assert await reason(folder / "source", desk) in (HardToOpen.code, NotAVideo.code)


async def test_many_empty_boxes_are_not_waited_for(desk: Desk, folder: Path) -> None:
    (folder / "source").write_bytes(before_the_film(folder))
    assert await reason(folder / "source", desk) == HardToOpen.code


async def reason(source: Path, desk: Desk) -> str:
    """Why it is refused, by a worker that lives on."""
    async with desk.transcoder() as worker:
        run = await desk.ask(source)
        failed = await desk.report(TranscodeFailed, run, within=MOST_SECONDS)
        assert worker.returncode is None
    return failed.code
