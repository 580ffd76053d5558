"""Still pictures out of a finished film, as JPEG; times are seconds of the film."""

import asyncio
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ffmpeg
from msgspec import Struct

from services.transcoder.commands import NO_METADATA, compiled
from services.transcoder.errors import Damaged
from services.transcoder.judged import run_judged
from services.transcoder.source import Source
from services.transcoder.tools import Tools
from shared.kit.process import Limits

FRAME_WIDTH = 960
COVER_SIDE = 1280
FRAMES_FOLDER = "frames"

_QUALITY = 4
"""JPEG by mjpeg's scale of 2 (best) to 31."""

_AT_ONCE = 10
_LAST_FRAME_SECONDS = 2.0
"""The last frame is shown for less than this: a film has at least one frame a second."""


class Film(Struct, frozen=True, kw_only=True):
    """An MP4 that we made ourselves, there or in the store; the programs run in the folder."""

    source: Source
    folder: Path
    seconds: float

    @property
    def limits(self) -> Limits:
        """Looking at the keyframes of an hour takes about ten seconds."""
        cpu = 120 + math.ceil(self.seconds / 4)
        return Limits(
            cpu_seconds=cpu, wall_seconds=5 * cpu, memory_bytes=3 << 30, file_bytes=64 << 20
        )

    def opened(self, **options: Any) -> Any:
        """The picture as an input of a command line."""
        return ffmpeg.input(self.source.address, **options, **self.source.options)["v:0"]


async def picture_at(film: Film, at_seconds: float, out: Path, tools: Tools) -> None:
    """The frame at a time (the last one for any time beyond the end), as large as the film."""
    command = compiled(_still(film, at_seconds, out, None), tools)
    await run_judged(command, film.limits, folder=film.folder)
    await _or_last(film, out, None, tools)


async def frames(
    film: Film, at_seconds: Sequence[float], folder: Path, tools: Tools
) -> dict[float, Path]:
    """Pictures 960 wide at most in `folder`, named after milliseconds.

    Each shows the first frame that begins at its time or after it; times beyond the end are left
    out.
    """
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    wanted = {at: folder / frame_name(at) for at in at_seconds if 0 <= at < film.seconds}
    for batch in _batches(sorted(wanted)):
        outputs = [_still(film, at, wanted[at], FRAME_WIDTH) for at in batch]
        command = compiled(ffmpeg.merge_outputs(*outputs), tools)
        await run_judged(command, film.limits, folder=film.folder)
    for out in wanted.values():
        await _or_last(film, out, FRAME_WIDTH, tools)
    return wanted


async def cover(source: Source, stream: int, out: Path, tools: Tools) -> None:
    """The picture that comes with a sound, made smaller where a side is above 1280.

    Raises `Damaged` where it is none that can be read; the sound is good without it.
    """
    picture = ffmpeg.input(source.address, **source.options)[str(stream)]
    fitted = picture.filter(
        "scale",
        f"min(iw,{COVER_SIDE})",
        f"min(ih,{COVER_SIDE})",
        force_original_aspect_ratio="decrease",
    )
    limits = Limits(cpu_seconds=60, wall_seconds=600, memory_bytes=2 << 30, file_bytes=64 << 20)
    await run_judged(compiled(jpeg(fitted, out), tools), limits, folder=out.parent)
    await _there(out)


def frame_name(at_seconds: float) -> str:
    """`000012340.jpg` for 12.34 seconds."""
    return f"{round(at_seconds * 1000):09d}.jpg"


def _last(film: Film, out: Path, width: int | None, tools: Tools) -> list[str]:
    """Writes each of the last frames over the one before."""
    picture = film.opened(ss=f"{max(0.0, film.seconds - _LAST_FRAME_SECONDS):.3f}")
    return compiled(jpeg(_sized(picture, width), out, {}), tools)


def _still(film: Film, at_seconds: float, out: Path, width: int | None) -> Any:
    picture = film.opened(ss=f"{min(at_seconds, film.seconds):.3f}", threads=1)
    return jpeg(_sized(picture, width), out)


def _sized(picture: Any, width: int | None) -> Any:
    return picture.filter("scale", f"min(iw,{width})", -2, flags="area") if width else picture


def jpeg(picture: Any, out: Path, only: dict[str, int] | None = None) -> Any:
    """JPEG uses all 256 levels; `only` is how much of the picture is written."""
    full = picture.filter("scale", out_range="pc").filter("format", "yuvj420p")
    form = {"q:v": _QUALITY, "f": "image2", "update": 1, **NO_METADATA}
    return ffmpeg.output(full, str(out), **({"frames:v": 1} if only is None else only), **form)


async def _or_last(film: Film, out: Path, width: int | None, tools: Tools) -> None:
    """No frame begins after a time within the last one: then that is it."""
    if not await asyncio.to_thread(out.exists):
        command = _last(film, out, width, tools)
        await run_judged(command, film.limits, folder=film.folder)
        await _there(out)


async def _there(out: Path) -> None:
    if not await asyncio.to_thread(out.exists):
        raise Damaged(f"no picture came out for {out.name}")


def _batches(times: Sequence[float]) -> Iterator[Sequence[float]]:
    for begin in range(0, len(times), _AT_ONCE):
        yield times[begin : begin + _AT_ONCE]
