"""What cannot be made playable is said so, with a reason that helps whoever sent it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from shared.contracts.jobs import TranscodeFailed
from shared.contracts.video import TrackKind
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import H264, TONE, ffmpeg, pattern


def headless(folder: Path) -> bytes:
    """The end of the file is missing, and with it its head."""
    ffmpeg(*pattern("640x360", "25", 1), *H264, folder / "whole.mp4")
    return (folder / "whole.mp4").read_bytes()[:-2000]


def out_of_order(folder: Path) -> bytes:
    """A bare stream with pictures that are stored after those that follow them."""
    ffmpeg(*pattern("640x360", "25", 1), "-c:v", "libx264", "-bf", "2", folder / "bare.h264")
    return (folder / "bare.h264").read_bytes()


def tiny(folder: Path) -> bytes:
    ffmpeg(*pattern("8x8", "25", 1), *H264, folder / "tiny.mp4")
    return (folder / "tiny.mp4").read_bytes()


def sound_alone(folder: Path) -> bytes:
    ffmpeg(*TONE, "-t", "1", folder / "sound.m4a")
    return (folder / "sound.m4a").read_bytes()


BROKEN: dict[str, tuple[Callable[[Path], bytes], TrackKind]] = {
    "empty_file": (lambda _: b"", TrackKind.MAIN),
    "not_a_video": (lambda _: b"Das ist kein Video.\n" * 100, TrackKind.MAIN),
    "incomplete_file": (headless, TrackKind.MAIN),
    "untimed": (out_of_order, TrackKind.MAIN),
    "picture_size": (tiny, TrackKind.MAIN),
    "no_picture": (sound_alone, TrackKind.SIGN_LANGUAGE),
}


async def test_each_has_its_reason(desk: Desk, folder: Path) -> None:
    asked = {}
    for code, (write, track) in BROKEN.items():
        (folder / code).write_bytes(write(folder))
        asked[code] = await desk.ask(folder / code, track)
    async with desk.transcoder():
        failed = await asyncio.gather(*(desk.report(TranscodeFailed, r) for r in asked.values()))
    assert [failure.code for failure in failed] == list(asked)
    for failure in failed:
        assert failure.message.endswith(".")
        assert str(folder) not in failure.message
