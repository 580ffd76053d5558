"""A follower for each hub, started and ended as hubs come and go."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from services.reuse.follower import Follower
from services.reuse.store import ReuseStore
from shared.kit import log
from shared.kit.documents import DatabaseError

_LOOK_SECONDS = 10.0

_logger = log.get("hub.reuse")


class Following:
    """Looks now and then, and when told to, which hubs are followed."""

    def __init__(self, store: ReuseStore, follower: Callable[[str], Follower]) -> None:
        self._store = store
        self._follower = follower
        self._running: dict[str, tuple[Follower, asyncio.Task[None]]] = {}
        self._changed = asyncio.Event()

    def changed(self, hub_id: str) -> None:
        """A hub has come, is to be left, or something else is wanted of it."""
        self._changed.set()
        if hub_id in self._running:
            self._running[hub_id][0].look_now()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        overseeing = asyncio.create_task(self._oversee())
        try:
            yield
        finally:
            tasks = [overseeing, *(task for _, task in self._running.values())]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _oversee(self) -> None:
        while True:
            self._changed.clear()
            try:
                for hub in await self._store.hubs():
                    if hub.id not in self._running:
                        self._start(hub.id)
            except DatabaseError as error:
                _logger.warning("documents away", reason=type(error).__name__)
            try:
                await asyncio.wait_for(self._changed.wait(), _LOOK_SECONDS)
            except TimeoutError:
                continue

    def _start(self, hub_id: str) -> None:
        follower = self._follower(hub_id)
        task = asyncio.create_task(follower.run())
        self._running[hub_id] = (follower, task)
        task.add_done_callback(lambda done: self._ended(hub_id, done))

    def _ended(self, hub_id: str, task: asyncio.Task[None]) -> None:
        """One that broke is started again with the next look."""
        self._running.pop(hub_id, None)
        if not task.cancelled() and (error := task.exception()):
            _logger.error("follower broke", hub=hub_id, exc_info=error)
