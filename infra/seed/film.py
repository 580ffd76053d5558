"""Turns slides and sentences into an MP4: draws the frames and lets ffmpeg encode them."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, cast

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from infra.local.checks import ffmpeg
from infra.seed.slides import HEIGHT, WIDTH

FRAME_RATE = 25
FADE_SECONDS = 0.4
BAR_PIXELS = 8
BAR, TRACK = "#f4b942", "#0b4a5a"

Frame = NDArray[np.uint8]
"""A picture in planar YUV 4:2:0: 1080 rows of 1280 bytes."""


class EncodingFailed(Exception):
    """ffmpeg ended with an error."""


class Shown(Struct, frozen=True):
    """A slide and the second from which it is shown."""

    start: float
    frame: Frame


def to_frames(pngs: Sequence[bytes]) -> list[Frame]:
    """Decodes the slides to YUV frames with one run of ffmpeg."""
    command = [ffmpeg(), "-v", "error", "-f", "image2pipe", "-c:v", "png", "-i", "-"]
    command += ["-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"]
    command += ["-fps_mode", "passthrough", "-f", "rawvideo", "-"]
    done = subprocess.run(
        command, input=b"".join(pngs), capture_output=True, timeout=120, check=False
    )
    if done.returncode:
        raise EncodingFailed(done.stderr.decode(errors="replace")[-500:])
    size = WIDTH * HEIGHT * 3 // 2
    pixels = np.frombuffer(done.stdout, np.uint8).reshape(len(pngs), size // WIDTH, WIDTH)
    return list(pixels)


def encode(
    shown: Sequence[Shown], seconds: float, sound: Path, target: Path, tell: Callable[[float], None]
) -> None:
    """Writes H.264 and AAC at 25 frames a second; `tell` gets the fraction that is done."""
    command = [ffmpeg(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p"]
    command += ["-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAME_RATE), "-i", "-", "-i", str(sound)]
    command += ["-c:v", "libx264", "-preset", "superfast", "-tune", "stillimage", "-crf", "23"]
    command += ["-g", "100", "-colorspace", "bt709", "-color_primaries", "bt709"]
    command += ["-color_trc", "bt709", "-color_range", "tv", "-threads", "2"]
    command += [
        "-c:a",
        "aac",
        "-b:a",
        "64k",
        "-ar",
        "48000",
        "-movflags",
        "+faststart",
        "-f",
        "mp4",
        str(target),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        stdin, stderr = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stderr)
        with suppress(BrokenPipeError):  # ffmpeg ended early; its exit code and message say why
            _feed(stdin.write, shown, seconds, tell)
            stdin.close()
        message = stderr.read().decode(errors="replace")
    if process.returncode:
        raise EncodingFailed(message[-500:])


def _feed(
    write: Callable[[memoryview], int],
    shown: Sequence[Shown],
    seconds: float,
    tell: Callable[[float], None],
) -> None:
    total = round(seconds * FRAME_RATE)
    for number, frame in enumerate(_frames(shown, total)):
        write(frame.data.cast("B"))
        if number % FRAME_RATE == 0:
            tell(number / total)


def _frames(shown: Sequence[Shown], total: int) -> Iterator[Frame]:
    """Each frame of the film: a slide, or the fade from the one before, and the progress bar."""
    current = 0
    canvas = shown[0].frame.copy()
    for number in range(total):
        now = number / FRAME_RATE
        fresh = current + 1 < len(shown) and now >= shown[current + 1].start
        current += fresh
        part = (now - shown[current].start) / FADE_SECONDS
        if current and part < 1 + 1 / (FADE_SECONDS * FRAME_RATE):
            canvas = _blend(shown[current - 1].frame, shown[current].frame, min(part, 1))
        _draw_bar(canvas, (number + 1) / total)
        yield canvas


def _blend(old: Frame, new: Frame, part: float) -> Frame:
    weight = round(part * 256)
    mixed = old.astype(np.uint16) * (256 - weight) + new.astype(np.uint16) * weight
    return (mixed >> 8).astype(np.uint8)


def _draw_bar(frame: Frame, done: float) -> None:
    """Fills the lowest rows of the three planes up to the part that has been played."""
    flat = frame.reshape(-1)
    begin = 0
    for half, bar, track in zip((1, 2, 2), _yuv(BAR), _yuv(TRACK), strict=True):
        width, height, rows = WIDTH // half, HEIGHT // half, BAR_PIXELS // half
        end = begin + width * height
        strip = flat[end - rows * width : end].reshape(rows, width)
        strip[:, : round(width * done)] = bar
        strip[:, round(width * done) :] = track
        begin = end


@cache
def _yuv(colour: str) -> tuple[int, int, int]:
    """Y, Cb and Cr of a hexadecimal colour after ITU-R BT.709, limited range."""
    red, green, blue = (value / 255 for value in bytes.fromhex(colour[1:]))
    luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    blueness, redness = (blue - luma) / 1.8556, (red - luma) / 1.5748
    return round(16 + 219 * luma), round(128 + 224 * blueness), round(128 + 224 * redness)
