"""One run of a compiled operation: what is awaited in it, and what it has learned."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

from graphql import FieldNode, GraphQLResolveInfo

from gateway.graphql.compiled.odd import Odd

_MOST_IN_ORDER = 20
"""Of those that failed: each waits as many turns as others failed before it."""

Completed = Callable[[Any, dict[str, Any]], None]


class Run:
    """Awaited fields begin together as they are come upon, as graphql-core has it; so those of
    one level ask the services for all at once.

    What resolvers gave is kept, so that graphql-core does not ask for it again where it has to
    tell what went wrong.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._kept: dict[tuple[int, int], tuple[Any, Any]] = {}
        self._tasks: list[asyncio.Task[Any]] = []
        self._failed: list[asyncio.Task[Any]] = []
        self._left = 0
        self._end: asyncio.Future[None] = self._loop.create_future()

    def wait(
        self,
        asked: FieldNode,
        it: Any,
        work: Coroutine[Any, Any, Any],
        completed: Completed,
        into: dict[str, Any],
    ) -> None:
        """Begins a field; what it gives is put into the answer by `completed`."""
        task = self._loop.create_task(work)
        self._tasks.append(task)
        self.keep(asked, it, task)
        self._left += 1
        task.add_done_callback(partial(self._go_on, completed, into))

    def keep(self, asked: FieldNode, it: Any, value: Any) -> Any:
        """The value. What it was read from is kept beside, so that nothing else gets its id."""
        self._kept[id(asked), id(it)] = (it, value)
        return value

    def _go_on(self, completed: Completed, into: dict[str, Any], task: "asyncio.Task[Any]") -> None:
        if task.cancelled() or task.exception():
            self._failed.append(task)
        if self._end.done():
            return
        self._left -= 1
        with suppress(Exception, asyncio.CancelledError):  # graphql-core will tell of it
            completed(task.result(), into)
            if not self._left:
                self._end.set_result(None)
            return
        self._end.set_exception(Odd())

    async def finished(self) -> None:
        """Waits until nothing is left. Raises `Odd` as soon as something is not plain."""
        if self._left:
            await self._end

    def resolve(self, resolver: Any, it: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        """For graphql-core: what this run knows is not asked for again."""
        known = self._kept.get((id(info.field_nodes[0]), id(it)))
        if known is None:
            return resolver(it, info, **given)
        return self._again(known[1]) if known[1] in self._failed else known[1]

    async def _again(self, failed: "asyncio.Task[Any]") -> Any:
        """Fails in the same order as the first time: of several, the answer may tell the first."""
        for _ in range(min(self._failed.index(failed), _MOST_IN_ORDER)):
            await asyncio.sleep(0)
        return await failed

    def give_up(self) -> None:
        """What is under way goes on, but nothing is made of it."""
        self._end.cancel()

    def close(self) -> None:
        """Nobody waits any more."""
        self.give_up()
        for task in self._tasks:
            if not task.done():
                task.cancel()
            elif not task.cancelled():
                task.exception()  # so that asyncio does not miss somebody who asks for it
