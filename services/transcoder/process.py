"""Runs ffmpeg and ffprobe: confined, in a process group of their own that is killed whole."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from msgspec import Struct

_CONFINE = str(Path(__file__).with_name("confine.py"))
_NICE = 10
_TAIL_BYTES = 8_000
_OUTPUT_BYTES = 4_000_000
_LINE_BYTES = 65_536


class Limits(Struct, frozen=True, kw_only=True):
    """What a program may use. `file_bytes` is the size of the largest file it may write."""

    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int
    file_bytes: int


class ProcessFailed(Exception):
    """A program ended badly: `returncode` as in subprocess (negative: the signal)."""

    def __init__(self, returncode: int, tail: str) -> None:
        super().__init__(f"ended with {returncode}: {tail[-500:]}")
        self.returncode = returncode
        self.tail = tail

    @property
    def by_limit(self) -> bool:
        """Whether it hit its CPU or file limit; ffmpeg catches the first and says so."""
        signals = (-signal.SIGXCPU, -signal.SIGXFSZ)
        return self.returncode in signals or f"received signal {signal.SIGXCPU}" in self.tail

    @property
    def by_machine(self) -> bool:
        """Whether the machine is the reason (disk, memory, a kill from outside), not the input."""
        killed = self.returncode in (-signal.SIGKILL, -signal.SIGTERM)
        return killed or "No space left on device" in self.tail


class ProcessTooSlow(Exception):
    """A program used up its time."""


class OutputTooLong(Exception):
    """A program printed more than anybody will read."""


class Output(Struct, frozen=True):
    """What a program printed: standard output, and the end of standard error for the log."""

    text: str
    tail: str


async def run(
    command: Sequence[str],
    limits: Limits,
    *,
    folder: Path,
    on_line: Callable[[str], None] | None = None,
) -> Output:
    """Waits for a program's end. With `on_line`, each line goes there and is not kept.

    Raises `ProcessFailed`, `ProcessTooSlow` or `OutputTooLong`. However this ends, cancelled
    too, nothing of the process group is left.
    """
    process = await _start(command, limits, folder)
    try:
        async with asyncio.timeout(limits.wall_seconds):
            return await _read(process, on_line)
    except TimeoutError:
        raise ProcessTooSlow(f"more than {limits.wall_seconds:.0f} seconds") from None
    finally:
        await _end(process)


async def _start(command: Sequence[str], limits: Limits, folder: Path) -> Process:
    confinement = (
        os.getpid(),
        limits.cpu_seconds,
        limits.memory_bytes,
        limits.file_bytes,
        _NICE,
    )
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-S", _CONFINE),
        *(*map(str, confinement), "--", *command),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        cwd=folder,
        env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
        start_new_session=True,
        limit=_LINE_BYTES,
    )


async def _read(process: Process, on_line: Callable[[str], None] | None) -> Output:
    stdout, stderr = (
        cast("asyncio.StreamReader", pipe) for pipe in (process.stdout, process.stderr)
    )
    text, tail = await asyncio.gather(_lines(stdout, on_line), _tail(stderr))
    returncode = await process.wait()
    if returncode != 0:
        raise ProcessFailed(returncode, tail)
    return Output(text, tail)


async def _lines(stream: asyncio.StreamReader, on_line: Callable[[str], None] | None) -> str:
    if on_line is None:
        return await _whole(stream)
    async for line in stream:
        on_line(line.decode("utf-8", "replace").rstrip("\n"))
    return ""


async def _whole(stream: asyncio.StreamReader) -> str:
    kept = bytearray()
    while block := await stream.read(65_536):
        kept += block
        if len(kept) > _OUTPUT_BYTES:
            raise OutputTooLong
    return kept.decode("utf-8", "replace")


async def _tail(stream: asyncio.StreamReader) -> str:
    kept = b""
    while block := await stream.read(65_536):
        kept = (kept + block)[-_TAIL_BYTES:]
    return kept.decode("utf-8", "replace").strip()


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError, PermissionError):  # the group is gone
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
