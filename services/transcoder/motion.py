"""Whether a film mostly stands, as a screen and slides do: measured on a few short stretches."""

import re
from pathlib import Path

from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.judged import run_judged
from services.transcoder.ladder import FEW_BITS_PER_PIXEL, STILL_DIFFERENCE, STILL_SHARE, Motion
from services.transcoder.probe import Probe
from services.transcoder.source import Source
from services.transcoder.tools import Tools
from shared.kit.process import Limits

_PLACES = (0.1, 0.3, 0.5, 0.7, 0.9)
_FRAMES = 40
_WIDTH = 320
_LIMITS = Limits(cpu_seconds=40, wall_seconds=60, memory_bytes=4 << 30, file_bytes=0)
_DIFFERENCE = re.compile(r"lavfi\.signalstats\.YDIF=([0-9.]+)")


async def motion_of(
    probe: Probe, source: Source, source_bytes: int, folder: Path, tools: Tools
) -> Motion:
    """What moves; a film whose stretches cannot be read counts as any other. `Unavailable` where
    the store is away: the plan would be another one than when it is there.
    """
    if probe.picture is None or bits_per_pixel(probe, source_bytes) > FEW_BITS_PER_PIXEL:
        return Motion.FILM
    differences: list[float] = []
    for place in _PLACES:
        at = probe.duration_seconds * place
        differences += await _differences(probe.picture.index, at, source, folder, tools)
    return motion_in(differences)


def motion_in(differences: list[float]) -> Motion:
    """By how much each frame differs from the one before, in levels of brightness (0 to 255)."""
    still = sum(difference < STILL_DIFFERENCE for difference in differences)
    if differences and still >= STILL_SHARE * len(differences):
        return Motion.SLIDES
    return Motion.FILM


def bits_per_pixel(probe: Probe, source_bytes: int) -> float:
    """What the file spends on a pixel of a 25th of a second, sound included."""
    if probe.picture is None:
        return 0.0
    pixels = probe.picture.width * probe.picture.height * probe.duration_seconds * 25
    return source_bytes * 8 / max(1.0, pixels)


async def _differences(
    stream: int, at: float, source: Source, folder: Path, tools: Tools
) -> list[float]:
    filters = f"scale={_WIDTH}:-2,signalstats,metadata=print:file=-"
    command = [tools.ffmpeg, "-v", "error", "-nostdin", "-threads", str(tools.threads)]
    command += [
        "-noaccurate_seek",
        "-ss",
        f"{at:.3f}",
        *source.words,
        "-map",
        f"0:{stream}",
        "-vf",
        filters,
    ]
    command += ["-frames:v", str(_FRAMES), "-f", "null", "-"]
    try:
        output = await run_judged(command, _LIMITS, folder=folder)
    except (Damaged, TooCostly):
        return []
    return [float(value) for value in _DIFFERENCE.findall(output.text)][1:]
