"""Runs programs that read foreign files: confined, in a process group that is killed whole."""

import asyncio
import errno
import math
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import cast

from msgspec import Struct

from shared.kit.cpu_time import LOOK_SECONDS, CpuTime

_CONFINE = str(Path(__file__).with_name("confine.py"))
_NICE = 10
_TAIL_BYTES = 8_000
_OUTPUT_BYTES = 4_000_000
_LINE_BYTES = 65_536
_NEARLY = 0.9
"""The kernel counts in ticks when it enforces a limit."""

_SIGNATURE = re.compile(r"\?X-Amz-[^\s'\"]*")
"""An address of the store opens the file to whoever reads the log."""

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_SIGNALLED = (-signal.SIGKILL, -signal.SIGTERM, 255)
"""ffmpeg catches signals, the one for spent CPU time too, and ends with 255 then."""

_NETWORK = re.compile(rb"^\[(?:https?|tcp|tls) @ 0x", re.MULTILINE)
"""How a line begins in which ffmpeg's network protocols speak: only of what went wrong. Tags of a
file are never printed at a line's beginning."""


class Limits(Struct, frozen=True, kw_only=True):
    """What a program may use. `file_bytes` is the size of the largest file it may write."""

    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int
    file_bytes: int


def to_read(size: int, *, written: int = 0) -> Limits:
    """For a program that reads a file of so many bytes and decodes nothing of it: about three
    seconds for each gigabyte, more where it comes over a slow line."""
    gigabytes = size / 1e9
    return Limits(
        cpu_seconds=20 + math.ceil(60 * gigabytes),
        wall_seconds=60 + 300 * gigabytes,
        memory_bytes=2 << 30,
        file_bytes=written,
    )


class ProcessFailed(Exception):
    """A program ended badly: `returncode` as in subprocess (negative: the signal). `spent`: it
    had used up its CPU time. `network_trouble` as in `Output`.
    """

    def __init__(
        self, returncode: int, tail: str, *, spent: bool = False, network_trouble: bool = False
    ) -> None:
        super().__init__(f"ended with {returncode}: {tail[-500:]}")
        self.returncode = returncode
        self.tail = tail
        self.network_trouble = network_trouble
        self._spent = spent

    @property
    def by_limit(self) -> bool:
        """Whether it hit its CPU, file or memory limit."""
        if self.returncode in _SIGNALLED:
            return self._spent
        signals = (-signal.SIGXCPU, -signal.SIGXFSZ)
        return self.returncode in signals or os.strerror(errno.ENOMEM) in self.tail

    @property
    def by_machine(self) -> bool:
        """Whether something outside killed it: the machine lacks memory, or somebody wants it."""
        return self.returncode in _SIGNALLED and not self._spent

    @property
    def by_full_disk(self) -> bool:
        """Whether a line ends with the reason, as ffmpeg's own do."""
        reasons = tuple(f": {os.strerror(number)}" for number in NO_ROOM)
        return any(line.rstrip(". ").endswith(reasons) for line in self.tail.splitlines())


class ProcessTooSlow(Exception):
    """A program used up its time."""


class OutputTooLong(Exception):
    """A program printed more than anybody will read."""


class Output(Struct, frozen=True):
    """What a program printed: standard output, and the end of standard error for the log.

    `network_trouble`: ffmpeg said, at verbosity `warning`, that a connection failed or was lost.
    It may have gone on afterwards, or have taken that for the file's end and been content.
    """

    text: str
    tail: str
    network_trouble: bool = False


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
    used = CpuTime()
    process = await _start(command, limits, folder)
    watching = asyncio.create_task(used.watch(process.pid))
    try:
        async with asyncio.timeout(limits.wall_seconds):
            output = await _read(process, on_line)
    except TimeoutError:
        raise ProcessTooSlow(f"more than {limits.wall_seconds:.0f} seconds") from None
    finally:
        watching.cancel()
        await _end(process)
    if process.returncode:
        spent = used.seconds + 2 * LOOK_SECONDS >= limits.cpu_seconds * _NEARLY
        raise ProcessFailed(
            process.returncode, output.tail, spent=spent, network_trouble=output.network_trouble
        )
    return output


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
    text, (tail, network_trouble) = await asyncio.gather(_lines(stdout, on_line), _tail(stderr))
    await process.wait()
    return Output(text, tail, network_trouble)


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


async def _tail(stream: asyncio.StreamReader) -> tuple[str, bool]:
    """The end, and whether there was trouble with the network anywhere."""
    kept, network_trouble = b"", False
    while block := await stream.read(65_536):
        kept += block
        network_trouble = network_trouble or bool(_NETWORK.search(kept))
        kept = kept[-_TAIL_BYTES:]
    return _SIGNATURE.sub("?…", kept.decode("utf-8", "replace")).strip(), network_trouble


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError, PermissionError):  # the group is gone
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
