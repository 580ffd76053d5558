"""Settling items one run at a time each, however many ask for it at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.content.outbox import Effect
from shared.kit.documents import DatabaseError

_FAREWELL_SECONDS = 5.0

_logger = log.get("hub.settling")


class Settling:
    """Runs an effect. Who asks while a run of the item waits for its turn shares that run: it
    reads the state that it makes true when it begins.
    """

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._running: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def draining(self) -> AsyncIterator[None]:
        """At the end, waits a little for what has begun; what it leaves undone is made up for."""
        try:
            yield
        finally:
            if self._running:
                await asyncio.wait(self._running, timeout=_FAREWELL_SECONDS)
            late = tuple(self._running)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def settle(self, item_id: str) -> None:
        """Returns when the item's present state is true; raises what the effect raises."""
        await asyncio.shield(self._asked(item_id))

    def soon(self, item_id: str) -> None:
        """The same without waiting for it. A failure is logged: the next change settles again."""
        self._asked(item_id)

    def _asked(self, item_id: str) -> asyncio.Task[None]:
        task = self._waiting.get(item_id)
        if task is None:
            task = asyncio.create_task(self._run(item_id))
            self._waiting[item_id] = task
            self._running.add(task)
            task.add_done_callback(self._ended)
        return task

    async def _run(self, item_id: str) -> None:
        turn = self._turns.setdefault(item_id, asyncio.Lock())
        async with turn:
            self._waiting.pop(item_id)  # who asks from here on may have seen more
            await self._effect(item_id)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, (HubError, DatabaseError)):
            _logger.warning("settling waits", reason=repr(error))
        else:
            _logger.error("settling stuck", exc_info=error)
