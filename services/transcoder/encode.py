"""Makes everything that a plan asks for in a scratch folder: ladder, master, download, poster."""

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from services.transcoder import commands
from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.plan import Plan
from services.transcoder.playlists import AAC_LC, MASTER, Measured, master, measure, trim
from services.transcoder.process import Limits, ProcessFailed, ProcessTooSlow, run
from services.transcoder.progress import Progress
from services.transcoder.tools import Tools
from shared.kit import log

MEMORY_BYTES = 6 << 30
CPU_SECONDS_PER_SECOND = 60
"""Decoding and encoding one second of video may cost this much; 1080p at 30 fps takes about 3."""

LEAST_CPU_SECONDS = 120
MOST_WALL_SECONDS = 24 * 3600
LEAST_FILE_BYTES = 64 << 20

_logger = log.get("hub.transcoder")


class Encoded(Struct, frozen=True, kw_only=True):
    """What came out, below `commands.OUT` in the scratch folder."""

    duration_seconds: float
    pictures: tuple[Measured, ...]
    sound: Measured | None


async def encode(
    plan: Plan, folder: Path, tools: Tools, on_progress: Callable[[Progress], None]
) -> Encoded:
    """Works in `folder`, where the file `source` lies. `Damaged` when nothing comes out of it."""
    out = folder / commands.OUT
    for name in _folders(plan):
        (out / name).mkdir(parents=True)
    progress = Progress(plan.duration_seconds)

    def read(line: str) -> None:
        progress.read(line)
        if line.startswith("progress="):
            on_progress(progress)

    await _run(commands.encode(plan, tools), plan, folder, read)
    encoded = _measured(plan, out)
    (out / MASTER).write_text(master(plan, encoded.pictures, encoded.sound))
    await _run(commands.download(plan, tools), plan, folder)
    await _run(commands.poster(encoded.duration_seconds, tools), plan, folder)
    return encoded


def _folders(plan: Plan) -> list[str]:
    names = [rendition.name for rendition in plan.pictures]
    return [*names, commands.AUDIO] if plan.sound else names


def _measured(plan: Plan, out: Path) -> Encoded:
    try:
        pictures = tuple(measure(out / rendition.name) for rendition in plan.pictures)
        seconds = max(picture.seconds for picture in pictures)
        if plan.sound:
            trim(out / commands.AUDIO, seconds)
        sound = measure(out / commands.AUDIO, AAC_LC) if plan.sound else None
    except (FileNotFoundError, ValueError) as error:
        raise Damaged(str(error)) from error
    if seconds <= 0:
        raise Damaged("no frame came out")
    return Encoded(duration_seconds=seconds, pictures=pictures, sound=sound)


async def _run(
    command: Sequence[str],
    plan: Plan,
    folder: Path,
    on_line: Callable[[str], None] | None = None,
) -> None:
    """A failure is the file's fault, unless the machine is the reason (it is raised as it is)."""
    try:
        output = await run(command, limits(plan), folder=folder, on_line=on_line)
    except ProcessTooSlow as slow:
        raise TooCostly(str(slow)) from slow
    except ProcessFailed as failure:
        if failure.by_machine or failure.returncode == 127:
            raise
        raise (TooCostly if failure.by_limit else Damaged)(failure.tail) from failure
    if output.tail:
        _logger.info("ffmpeg says", tail=output.tail[-2000:])


def limits(plan: Plan) -> Limits:
    """What one process may use for this plan; a segment or the download is its largest file."""
    cpu = LEAST_CPU_SECONDS + math.ceil(plan.duration_seconds * CPU_SECONDS_PER_SECOND)
    largest = plan.pictures[-1].maxrate / 8 * plan.most_seconds
    return Limits(
        cpu_seconds=cpu,
        wall_seconds=min(cpu, MOST_WALL_SECONDS),
        memory_bytes=MEMORY_BYTES,
        file_bytes=LEAST_FILE_BYTES + math.ceil(largest),
    )
