"""How far before a film's chunks the keyframes lie: so much is decoded before a chunk begins."""

import math
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from services.transcoder import commands
from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.ffprobe_json import seconds
from services.transcoder.judged import run_judged
from services.transcoder.plan import PicturePlan
from services.transcoder.source import Source
from services.transcoder.tools import Tools
from shared.kit import log
from shared.kit.process import Limits

_REORDERED_SECONDS = 0.2
"""ffmpeg seeks a few frames earlier than it is told, since frames are stored in another order."""

_LIMITS = Limits(cpu_seconds=60, wall_seconds=300, memory_bytes=2 << 30, file_bytes=0)

_logger = log.get("hub.transcoder")


class _Packet(Struct, frozen=True):
    pts_time: str = ""
    flags: str = ""


class _Packets(Struct, frozen=True):
    packets: tuple[_Packet, ...] = ()


async def longest_lead(
    plan: PicturePlan, begins: float, source: Source, folder: Path, tools: Tools
) -> int:
    """Seconds, rounded up, from a keyframe to the chunk that is decoded from it, at most.

    Looks up each chunk's place in the file's index and reads one packet there. `begins` is the
    file's first timestamp. 0 where that cannot be read.
    """
    borders = [plan.timeline.first_frame(number) for number in range(1, plan.timeline.chunks)]
    if not borders:
        return 0
    places = [commands.seek(plan, number) for number in range(1, plan.timeline.chunks)]
    try:
        keyframes = await _keyframes(plan.stream, begins, places, source, folder, tools)
    except (Damaged, TooCostly) as doubt:
        _logger.warning("keyframes not found", code=doubt.code, detail=doubt.detail[-500:])
        return 0
    leads = [_lead(plan.timeline.seconds(border), keyframes) for border in borders]
    return math.ceil(max(leads))


async def _keyframes(
    stream: int, begins: float, places: Iterable[float], source: Source, folder: Path, tools: Tools
) -> list[float]:
    """The keyframes that are found from some places, in seconds from the file's beginning."""
    intervals = [f"{max(0.0, begins + at - _REORDERED_SECONDS):.3f}%+#1" for at in places]
    command = [tools.ffprobe, "-v", "warning", "-of", "json", "-select_streams", str(stream)]
    command += ["-show_entries", "packet=pts_time,flags", "-read_intervals", ",".join(intervals)]
    output = await run_judged([*command, *source.words], _LIMITS, folder=folder)
    try:
        found = msgspec.json.decode(output.text, type=_Packets)
    except msgspec.DecodeError as error:
        raise Damaged(str(error)) from error
    return [seconds(one.pts_time) - begins for one in found.packets if one.flags.startswith("K")]


def _lead(begin: float, keyframes: Iterable[float]) -> float:
    """Where several lie before it, the last one counts."""
    return min((begin - keyframe for keyframe in keyframes if keyframe <= begin), default=0.0)
