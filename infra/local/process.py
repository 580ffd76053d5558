"""A running part: its process group, its log, its end."""

import asyncio
import os
import signal
from asyncio.subprocess import STDOUT, Process
from collections.abc import Callable, Coroutine
from pathlib import Path

from infra.local.guardian import Guardian
from infra.local.parts import Part

_LINE_BYTES = 256 * 1024


class Running:
    """Made by `launch`; `wait` returns the exit code (negative: the signal that ended it)."""

    def __init__(
        self,
        part: Part,
        process: Process,
        guardian: Guardian,
        reading: Coroutine[None, None, None],
    ) -> None:
        self._process = process
        self._guardian = guardian
        self._ended = False
        guardian.watch(process.pid, part.tier)
        self._reading = asyncio.create_task(reading)

    @property
    def pid(self) -> int:
        return self._process.pid

    async def wait(self) -> int:
        """Waits for the end; whatever the part itself had started is ended too."""
        code = await self._process.wait()
        self.signal(signal.SIGKILL)
        self._ended = True
        self._guardian.forget(self._process.pid)
        await asyncio.wait([self._reading], timeout=1)
        self._reading.cancel()
        return code

    def signal(self, number: int) -> None:
        """Reaches the part and its own children; nobody once it has ended."""
        if self._ended:  # the number may belong to somebody else by now
            return
        try:
            os.killpg(self._process.pid, number)
        except (ProcessLookupError, PermissionError):  # macOS says the latter of zombies
            return

    async def stop(self, seconds: float) -> None:
        """SIGTERM, then SIGKILL for what is left after `seconds`."""
        if self._process.returncode is None:
            os.kill(self._process.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(seconds):
                await self._process.wait()
        except TimeoutError:
            self.signal(signal.SIGKILL)
            await self._process.wait()


async def launch(part: Part, guardian: Guardian, listen: Callable[[str], None]) -> Running:
    """Starts a part; `listen` gets each line that it says."""
    for path in part.leftovers:
        path.unlink(missing_ok=True)
    reader, mouth = await _pipe()
    try:
        process = await asyncio.create_subprocess_exec(
            *part.command,
            env=part.environment,
            cwd=Path(__file__).parents[2],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=mouth,
            stderr=STDOUT,
            process_group=0,
        )
    finally:
        os.close(mouth)

    return Running(part, process, guardian, _read(reader, listen))


async def _pipe() -> tuple[asyncio.StreamReader, int]:
    """A pipe of our own: with asyncio's, `wait` would wait for the part's children too."""
    ear, mouth = os.pipe()
    reader = asyncio.StreamReader(limit=_LINE_BYTES)
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(ear, "rb", buffering=0)
    )
    return reader, mouth


async def _read(reader: asyncio.StreamReader, listen: Callable[[str], None]) -> None:
    while True:
        try:
            line = await reader.readline()
        except ValueError:  # longer than the limit: what was read of it is gone
            line = b"(a line that was too long was left out)\n"
        if not line:
            return
        listen(line.decode(errors="replace").rstrip("\n"))
