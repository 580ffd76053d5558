"""Keeps one part alive: starts it, waits for its readiness, starts it again when it dies."""

import asyncio
import signal
import time
from collections.abc import Callable

import msgspec

from infra.local import checks
from infra.local.failures import PartFailed
from infra.local.guardian import Guardian
from infra.local.logs import LogFile
from infra.local.parts import Part
from infra.local.process import Running, launch

QUICK_SECONDS = 10.0
QUICK_DEATHS = 5
READY_SECONDS = 60.0
WRONG_SETTINGS = 78  # EX_CONFIG of sysexits.h

Say = Callable[[str], None]


class Line(msgspec.Struct):
    """What our programs log, one JSON object a line."""

    level: str = "info"
    event: str = ""
    reason: str = ""


class Keeper:
    """One part from its first start until the hub stops."""

    def __init__(self, part: Part, guardian: Guardian, log: LogFile, say: Say) -> None:
        self.part = part
        self.ready = asyncio.Event()
        self._guardian = guardian
        self._log = log
        self._say = say
        self._running: Running | None = None
        self._wanted = True
        self._forgiven = False
        self._down = asyncio.Event()
        self._down.set()

    @property
    def pid(self) -> int:
        """The part's process, or `PartFailed` while there is none."""
        if self._running is None:
            raise PartFailed(f"{self.part.name} is not running.")
        return self._running.pid

    async def keep(self) -> None:
        """Returns when the part was stopped; raises `PartFailed` when it cannot be kept alive."""
        deaths = 0
        while self._wanted:
            began = time.monotonic()
            code = await self._live()
            if not self._wanted:
                return
            if self._forgiven:
                self._forgiven, deaths = False, 0
                continue
            deaths = deaths + 1 if time.monotonic() - began < QUICK_SECONDS else 1
            if deaths >= QUICK_DEATHS or code == WRONG_SETTINGS:
                raise self._failure(f"died {deaths} times in a row ({_how(code)})")
            pause = min(0.25 * 2**deaths, 10)
            self._say(f"{self.part.name} died ({_how(code)}); starting it again in {pause:g} s")
            await asyncio.sleep(pause)

    async def _live(self) -> int:
        """One life of the part; its exit code."""
        self._running = running = await launch(self.part, self._guardian, self._hear)
        self._down.clear()
        watching = asyncio.create_task(self._watch(running))
        try:
            if not self._wanted:  # told to stop while it was being started
                await running.stop(self.part.stop_seconds)
            return await running.wait()
        finally:
            running.signal(signal.SIGKILL)
            watching.cancel()
            self.ready.clear()
            self._running = None
            self._down.set()
            self._clear()

    async def _watch(self, running: Running) -> None:
        until = time.monotonic() + READY_SECONDS
        while not await self.part.is_ready():
            if time.monotonic() > until:
                self._say(f"{self.part.name} is not ready after {READY_SECONDS:g} s; ending it")
                running.signal(signal.SIGKILL)
                return
            await asyncio.sleep(0.03)
        self.ready.set()

    def _clear(self) -> None:
        for path in self.part.leftovers:
            path.unlink(missing_ok=True)

    def _hear(self, text: str) -> None:
        self._log.write(text)
        if not self.part.speaks_json:
            return
        try:
            line = msgspec.json.decode(text, type=Line)
        except msgspec.DecodeError:
            return
        if line.level in {"warning", "error", "critical"}:
            reason = f" ({line.reason})" if line.reason else ""
            self._say(f"{self.part.name}: {line.level}: {line.event}{reason}")

    def _failure(self, what: str) -> PartFailed:
        last = "\n".join(f"    {line}" for line in self._log.last) or "    (nothing)"
        shortage = checks.shortage(self._log.path.parent)
        return PartFailed(
            f"{self.part.name} {what}. {shortage}"
            f"Its last words, all of them in {self._log.path}:\n{last}"
        )

    async def kill(self) -> None:
        """SIGKILL; returns when it is dead. It is started again at once."""
        self._forgiven = True
        if self._running:
            self._running.signal(signal.SIGKILL)
        await self._down.wait()

    async def restart(self) -> None:
        """SIGTERM, the end, a new start; returns when it is ready again."""
        self._forgiven = True
        if self._running:
            await self._running.stop(self.part.stop_seconds)
        await self._down.wait()
        await self.ready.wait()

    async def stop(self) -> None:
        """Ends the part for good."""
        self._wanted = False
        if self._running:
            await self._running.stop(self.part.stop_seconds)
        await self._down.wait()

    def end_now(self) -> None:
        """SIGKILL without waiting, for somebody in a hurry."""
        self._wanted = False
        if self._running:
            self._running.signal(signal.SIGKILL)


def _how(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return signal.Signals(-code).name
