"""One execution for all who ask the same at the same moment."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Together(Generic[T]):
    """Joins requests that have all arrived before the work for them begins.

    Nobody joins work that is under way: so each answer is as fresh as one's own would be.
    """

    def __init__(self) -> None:
        self._waiting: dict[Hashable, asyncio.Task[T]] = {}

    async def run(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        """The result of `work`, done once for all that came with the same key."""
        task = self._waiting.get(key)
        if task is None:
            task = self._waiting[key] = asyncio.create_task(self._start(key, work))
        return await asyncio.shield(task)  # one who goes away does not take it from the others

    async def _start(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> T:
        await asyncio.sleep(0)  # whoever is read from the sockets in the same turn joins
        del self._waiting[key]
        return await work()
