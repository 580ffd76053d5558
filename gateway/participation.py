"""The projects of the participation platforms as the gateway holds them: pages wait for nobody."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, suppress

import msgspec
from nats.aio.msg import Msg

from shared.contracts.errors import HubError, Unavailable
from shared.contracts.participation import CHANGED, LIST, ListProjects, ParticipationProject
from shared.kit import log
from shared.kit.bus import Bus

_AGAIN_SECONDS = 60.0
"""For the case that a change was not heard of."""

_REST_SECONDS = 5.0
_logger = log.get("hub.gateway")


class ParticipationBoard:
    """What the service last said, be it away since. Made by `ParticipationBoard.follow`."""

    def __init__(self) -> None:
        self._projects: tuple[ParticipationProject, ...] | None = None
        self._silent = False
        self._changed = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    @asynccontextmanager
    async def follow(cls, bus: Bus) -> AsyncIterator["ParticipationBoard"]:
        """Asks at once and after every change, while open."""
        board = cls()

        async def changed(_: Msg) -> None:
            board._changed.set()

        await bus.client.subscribe(CHANGED, cb=changed)
        task = asyncio.create_task(board._keep(bus))
        try:
            yield board
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    def listen(self, listener: Callable[[], None]) -> None:
        """Has the function called whenever the projects are others than before."""
        self._listeners.append(listener)

    def projects(
        self, fields: Collection[str] = (), measures: Collection[str] = ()
    ) -> list[ParticipationProject]:
        """Those of any of the fields and measures; all of them, where none is named.

        Raises `Unavailable` before the service has spoken for the first time.
        """
        if self._projects is None:
            raise Unavailable("Die Beteiligungsprojekte sind noch nicht geladen.")
        if not (fields or measures):
            return list(self._projects)
        return [
            each
            for each in self._projects
            if not (set(fields).isdisjoint(each.fields) and set(measures).isdisjoint(each.measures))
        ]

    async def _keep(self, bus: Bus) -> None:
        while True:
            heard = await self._ask(bus)
            with suppress(TimeoutError):
                async with asyncio.timeout(_AGAIN_SECONDS if heard else _REST_SECONDS):
                    await self._changed.wait()
            self._changed.clear()

    async def _ask(self, bus: Bus) -> bool:
        try:
            told = (await bus.call(LIST, ListProjects())).projects
        except (HubError, msgspec.DecodeError) as failure:
            if not self._silent:
                _logger.warning("participation does not answer", reason=str(failure))
            self._silent = True
            return False
        self._silent = False
        if told != self._projects:
            self._projects = told
            for listener in self._listeners:
                listener()
        return True
