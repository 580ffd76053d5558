"""One picture of the beginning, quickly: what is shown until the film is finished."""

from pathlib import Path

import ffmpeg

from services.transcoder.commands import compiled
from services.transcoder.judged import run_judged
from services.transcoder.tools import SAFE_INPUT, Tools
from shared.kit.process import Limits

_FRAMES = 50
_LIMITS = Limits(cpu_seconds=60, wall_seconds=60, memory_bytes=4 << 30, file_bytes=64 << 20)


async def take_still(name: str, target: str, folder: Path, tools: Tools) -> None:
    """Writes a JPEG of the most typical of a film's first frames."""
    picture = ffmpeg.input(name, threads=tools.threads, **SAFE_INPUT)["v:0"]
    chosen = picture.filter("thumbnail", _FRAMES).filter("scale", out_range="pc")
    output = ffmpeg.output(
        chosen.filter("format", "yuvj420p"),
        target,
        **{"frames:v": 1, "q:v": 4, "f": "image2", "update": 1, "map_metadata": "-1"},
    )
    await run_judged(compiled(output, tools), _LIMITS, folder=folder)
