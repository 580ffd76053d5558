"""Nothing is left of a program that nobody waits for any more."""

# ruff: noqa: ASYNC221, ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from shared.kit.process import Limits, ProcessFailed, run

LIMITS = Limits(cpu_seconds=30, wall_seconds=20, memory_bytes=1 << 30, file_bytes=1 << 20)


async def test_cancelling_kills_the_whole_group(folder: Path) -> None:
    script = "sleep 60 & echo $! > child; echo $$ > parent; wait"
    running = asyncio.create_task(run(["sh", "-c", script], LIMITS, folder=folder))
    pids = [await pid_in(folder / name) for name in ("child", "parent")]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    for pid in pids:
        await ended(pid)


async def test_ffmpeg_dies_with_the_transcoder(folder: Path) -> None:
    script = (
        "import asyncio, sys; from pathlib import Path;"
        "from shared.kit.process import Limits, run;"
        "limits = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=1 << 30, file_bytes=0);"
        "asyncio.run(run(['sleep', '60'], limits, folder=Path(sys.argv[1])))"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(folder))
    child = await child_named("sleep", process.pid)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await ended(child)


BUSY = "import time\nwhile time.process_time() < 4: pass"
CATCHING = "import os, signal\nsignal.signal(signal.SIGXCPU, lambda *_: os._exit(255))\nwhile 1: 1"
TWO_SECONDS = Limits(cpu_seconds=2, wall_seconds=60, memory_bytes=1 << 30, file_bytes=1 << 20)


async def failure_of(command: list[str], folder: Path) -> ProcessFailed:
    with pytest.raises(ProcessFailed) as raised:
        await run(command, TWO_SECONDS, folder=folder)
    return raised.value


async def test_what_runs_beside_a_program_is_not_its_cost(folder: Path) -> None:
    (folder / "killed").touch()
    killed = failure_of(["sh", "-c", "while [ -e killed ]; do sleep 0.1; done; kill -9 $$"], folder)
    waiting = asyncio.create_task(killed)
    await run([sys.executable, "-c", BUSY], LIMITS, folder=folder)
    (folder / "killed").unlink()
    failure = await waiting
    assert (failure.by_machine, failure.by_limit) == (True, False)


async def test_its_own_cost_is(folder: Path) -> None:
    failure = await failure_of([sys.executable, "-c", CATCHING], folder)
    assert (failure.returncode, failure.by_machine, failure.by_limit) == (255, False, True)


async def pid_in(path: Path) -> int:
    async with asyncio.timeout(5):
        while not (path.exists() and path.read_text().strip()):
            await asyncio.sleep(0.02)
    return int(path.read_text())


async def child_named(name: str, parent: int) -> int:
    async with asyncio.timeout(10):
        while True:
            found = subprocess.run(
                ["ps", "-o", "pid=,comm=", "--ppid", str(parent)],
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
            if name in found:
                return int(found[found.index(name) - 1])
            await asyncio.sleep(0.05)


async def ended(pid: int) -> None:
    """Waits until a process is gone, or only its entry is left (a zombie of another parent)."""
    async with asyncio.timeout(5):
        while True:
            try:
                os.kill(pid, 0)
                state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            except (ProcessLookupError, FileNotFoundError):
                return
            if state == "Z":
                return
            await asyncio.sleep(0.05)
