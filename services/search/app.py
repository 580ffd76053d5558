"""The search: fed from the log of changes, it owns nothing that could be lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TypeVar

from services.search.counting import count
from services.search.finding import find
from services.search.following import Following
from services.search.index import Content
from services.search.relating import relate
from services.search.settings import SearchSettings
from services.search.shelf import Shelf
from services.search.suggesting import suggest
from shared.contracts import search as calls
from shared.contracts.caller import Caller
from shared.kit.bus import Bus, Endpoint
from shared.kit.identity import Verifier
from shared.kit.run import Program

Q = TypeVar("Q")
A = TypeVar("A")


def _answer(
    shelf: Shelf, work: Callable[[Content, Q], A]
) -> Callable[[Q, Caller | None], Awaitable[A]]:
    """In a thread, as tantivy works outside of Python's lock; everybody sees the same."""

    async def answer(request: Q, _: Caller | None) -> A:
        return await asyncio.to_thread(work, shelf.content, request)

    return answer


@asynccontextmanager
async def search(settings: SearchSettings, stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `search.…`, at first with what the index holds already."""
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        bus = await enter(Bus.connect(settings.nats_url, "search"))
        shelf = await asyncio.to_thread(Shelf, settings.index_dir)
        endpoints = (
            Endpoint(calls.FIND, _answer(shelf, find)),
            Endpoint(calls.COUNT, _answer(shelf, count)),
            Endpoint(calls.SUGGEST, _answer(shelf, suggest)),
            Endpoint(calls.RELATE, _answer(shelf, relate)),
        )
        await enter(Following(bus, shelf).open(stop))
        await enter(bus.serve("search", endpoints, Verifier(settings.caller_public_key)))
        yield


app = Program("search", SearchSettings, search)
