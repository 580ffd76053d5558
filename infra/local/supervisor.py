"""The whole hub on one machine: parts started in order, kept alive, stopped in reverse."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from infra.local import checks, command, objects, parts
from infra.local.guardian import Guardian
from infra.local.keeper import Keeper, Say
from infra.local.lock import Lock
from infra.local.logs import LogFile
from infra.local.parts import PROGRAMS, Part, Tier
from infra.local.place import Place


def silent(_line: str) -> None:
    """For those who do not want to hear."""


class Hub:
    """A running hub. Made by `Hub.start`.

    `url` is its public address; `mongo_url` and `s3_url` are the inner ones.
    """

    def __init__(self, place: Place, guardian: Guardian, say: Say) -> None:
        self.place = place
        self.data = place.data
        self.url = place.public_url
        self.mongo_url = place.mongo_url
        self.s3_url = place.s3_url
        self._guardian = guardian
        self._say = say
        self._keepers: dict[str, Keeper] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._logs: list[LogFile] = []

    @classmethod
    @asynccontextmanager
    async def start(
        cls,
        *,
        data: Path,
        port: int = 0,
        programs: Iterable[str] = PROGRAMS,
        edge: bool = True,
        settings: Mapping[str, str] | None = None,
        say: Say = silent,
    ) -> AsyncIterator[Self]:
        """Brings up the storage, `programs` and the edge; raises `LocalError` saying why not.

        On leaving, everything is stopped and no process is left. Port 0 takes any free one. The
        programs get `settings` besides those of the environment.
        """
        data = data.resolve()  # noqa: ASYNC240 - before anything runs
        checks.demand_space(data)
        lock = await asyncio.to_thread(Lock, data, f"http://localhost:{port}" if port else "")
        try:
            place = Place.prepare(data, port, settings or {})
            guardian = Guardian(lock.descriptor)
            try:
                hub = cls(place, guardian, say)
                try:
                    await hub._bring_up(tuple(programs), edge=edge)
                    yield hub
                finally:
                    await asyncio.shield(asyncio.create_task(hub._bring_down()))
            finally:
                await asyncio.to_thread(guardian.close)
        finally:
            lock.release()

    async def _bring_up(self, programs: tuple[str, ...], *, edge: bool) -> None:
        await self._add(parts.storage(self.place))
        if self.place.own_s3:
            await objects.prepare(self.place)
        ours = [parts.program(name, self.place) for name in programs]
        await self._add([*ours, parts.edge(self.place)] if edge else ours)

    async def _add(self, added: list[Part]) -> None:
        await asyncio.gather(*(self._begin(part) for part in added))

    async def _begin(self, part: Part) -> None:
        began = time.monotonic()
        log = LogFile(self.data / "logs" / f"{part.name}.log")
        keeper = Keeper(part, self._guardian, log, self._say)
        self._logs.append(log)
        self._keepers[part.name] = keeper
        self._tasks.append(asyncio.create_task(keeper.keep(), name=part.name))
        await self.ready(part.name)
        self._say(f"{part.name:<12} ready after {time.monotonic() - began:.1f} s")

    async def ready(self, *names: str) -> None:
        """Waits until these parts (or all) are ready; raises when one cannot be kept alive."""
        awaited = [self._keepers[name] for name in names or self._keepers]
        waiting = asyncio.create_task(_all_ready(awaited))
        try:
            await asyncio.wait([waiting, *self._tasks], return_when=asyncio.FIRST_COMPLETED)
            self._check()
            await waiting
        finally:
            waiting.cancel()

    async def run(self) -> None:
        """Returns never; raises `PartFailed` when a part cannot be kept alive."""
        await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
        self._check()

    def _check(self) -> None:
        for task in self._tasks:
            if task.done() and not task.cancelled() and (error := task.exception()):
                raise error

    async def _bring_down(self) -> None:
        for tier in sorted(Tier, reverse=True):
            keepers = [k for k in self._keepers.values() if k.part.tier is tier]
            await asyncio.gather(*(keeper.stop() for keeper in keepers))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for log in self._logs:
            log.close()

    def end_now(self) -> None:
        """SIGKILL to all parts."""
        for keeper in self._keepers.values():
            keeper.end_now()

    def pid(self, name: str) -> int:
        """The process of a part."""
        return self._keepers[name].pid

    @property
    def names(self) -> tuple[str, ...]:
        """The parts that run."""
        return tuple(self._keepers)

    async def kill(self, name: str) -> None:
        """SIGKILL to a part; returns when it is dead. It is started again by itself."""
        await self._keepers[name].kill()

    async def restart(self, name: str) -> None:
        """SIGTERM to a part and a new start; returns when it is ready again."""
        await self._keepers[name].restart()

    def nats_url(self, user: str = "operator") -> str:
        """The bus as `user` may use it; the operator may everything."""
        return self.place.nats_url(user)

    def environment(self, program: str) -> dict[str, str]:
        """The HUB_ variables that a program is started with."""
        return parts.settings(program, self.place)

    async def command(
        self, module: str, *arguments: str, environment: dict[str, str], tell: Say = silent
    ) -> int:
        """Runs `python -m module …` to its end; `tell` gets its lines. Returns its exit code."""
        running = await command.begin((module, *arguments), environment, self._guardian, tell)
        try:
            return await running.wait()
        except asyncio.CancelledError:
            await running.stop(5)
            await running.wait()
            raise


async def _all_ready(keepers: list[Keeper]) -> None:
    for keeper in keepers:
        await keeper.ready.wait()
