"""Settling: one run at a time per item, shared by all who ask while it waits for its turn."""

import asyncio

import pytest

from shared.contracts.errors import Unavailable
from shared.kit.content.settling import Settling


class Effect:
    """Notes which runs begin, and lets them end when told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.may_end = asyncio.Event()

    async def __call__(self, item_id: str) -> None:
        self.begun.append(item_id)
        await self.may_end.wait()
        self.ended.append(item_id)


async def test_who_asks_during_a_run_shares_the_next_one() -> None:
    effect = Effect()
    settling = Settling(effect)
    first = asyncio.create_task(settling.settle("a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert effect.begun == ["a"]
    late = [asyncio.create_task(settling.settle("a")) for _ in range(50)]
    other = asyncio.create_task(settling.settle("b"))
    for _ in range(5):
        await asyncio.sleep(0)
    assert effect.begun == ["a", "b"]
    effect.may_end.set()
    await asyncio.gather(first, other, *late)
    assert sorted(effect.ended) == ["a", "a", "b"]


async def test_who_stops_waiting_stops_nobody_else() -> None:
    effect = Effect()
    settling = Settling(effect)
    waiting = [asyncio.create_task(settling.settle("a")) for _ in range(2)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    effect.may_end.set()
    await waiting[1]
    assert effect.ended == ["a"]


async def test_what_was_asked_for_without_waiting_ends_before_the_service_does() -> None:
    effect = Effect()
    settling = Settling(effect)
    async with settling.draining():
        settling.soon("a")
        effect.may_end.set()
    assert effect.ended == ["a"]


async def test_a_run_that_fails_tells_who_waits_and_is_not_the_last() -> None:
    failures = ["Der Speicher ist weg."]

    async def effect(_: str) -> None:
        if failures:
            raise Unavailable(failures.pop())

    settling = Settling(effect)
    with pytest.raises(Unavailable):
        await settling.settle("a")
    await settling.settle("a")
