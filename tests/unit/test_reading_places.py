"""Slow senders hold up nobody but themselves, and not for long."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from gateway.pages.reading_places import MOST, OF_ONE_LINE, ReadingPlaces
from shared.contracts.errors import Unavailable


async def test_one_line_leaves_places_to_the_others() -> None:
    places = ReadingPlaces()
    async with AsyncExitStack() as slow:
        for _ in range(OF_ONE_LINE):
            await slow.enter_async_context(places.place("slow"))
        more = asyncio.create_task(slow.enter_async_context(places.place("slow")))
        async with asyncio.timeout(1), places.place("other"):
            assert not more.done()
        more.cancel()
    assert MOST > OF_ONE_LINE


async def test_who_sends_nothing_loses_the_place() -> None:
    places = ReadingPlaces(seconds=0.05)
    with pytest.raises(Unavailable):
        async with places.place("slow"):
            await asyncio.sleep(5)
    async with asyncio.timeout(1), places.place("slow"):
        pass


async def test_who_waits_too_long_is_told() -> None:
    places = ReadingPlaces(seconds=0.05)
    async with AsyncExitStack() as held:
        own = places._lines.setdefault("line", asyncio.Semaphore(OF_ONE_LINE))
        for _ in range(OF_ONE_LINE):
            await held.enter_async_context(own)
        with pytest.raises(Unavailable):
            async with places.place("line"):
                pass
