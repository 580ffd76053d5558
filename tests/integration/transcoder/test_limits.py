"""What a program may use is bounded, and afterwards nothing of it is left."""

# ruff: noqa: ASYNC240 - one test at a time: nobody else waits for the loop

from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from services.transcoder.errors import TooCostly
from services.transcoder.judged import run_judged
from shared.kit.process import Limits
from tests.integration.transcoder.bombs import png
from tests.integration.transcoder.films import FFMPEG

AMPLE = Limits(cpu_seconds=60, wall_seconds=30, memory_bytes=2 << 30, file_bytes=1 << 30)
LONG = ("-f", "lavfi", "-i", "testsrc2=s=320x180:d=98765")
SLEEP = "912.5"
VAST = ("-f", "png_pipe", "-i", "vast.png")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (replace(AMPLE, memory_bytes=700 << 20), (*VAST, "-f", "null", "-")),
        (replace(AMPLE, cpu_seconds=1), (*LONG, "-f", "null", "-")),
        (replace(AMPLE, wall_seconds=1), (*LONG, "-f", "null", "-")),
        (replace(AMPLE, file_bytes=1 << 20), (*LONG, "-c:v", "rawvideo", "out.avi")),
    ],
    ids=["memory", "processor", "time", "file"],
)
async def test_too_costly(limits: Limits, words: tuple[str, ...], folder: Path) -> None:
    (folder / VAST[-1]).write_bytes(png(16_000))
    with pytest.raises(TooCostly):
        await run_judged([FFMPEG, "-v", "error", "-nostdin", *words], limits, folder=folder)
    assert not left()
    assert all(path.stat().st_size <= limits.file_bytes for path in folder.glob("out.*"))


async def test_whole_group_is_killed(folder: Path) -> None:
    script = f"sleep {SLEEP} & sleep {SLEEP}"
    with pytest.raises(TooCostly):
        await run_judged(["sh", "-c", script], replace(AMPLE, wall_seconds=0.5), folder=folder)
    assert not left()


def left() -> list[str]:
    """What still runs with an argument that only these tests use."""
    lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [" ".join(line) for line in lines if {LONG[-1], VAST[-1], SLEEP} & set(line)]
