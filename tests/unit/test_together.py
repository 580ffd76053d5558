"""Requests that arrive together are answered together, and never with what was before."""

import asyncio

import pytest

from gateway.graphql.together import Together


class Clock:
    """Work whose result says when it began, and how often it was done."""

    def __init__(self) -> None:
        self.now = 0
        self.times = 0

    async def read(self) -> int:
        self.times += 1
        seen = self.now
        await asyncio.sleep(0.01)
        return seen


async def test_those_who_come_at_once_share_one_execution() -> None:
    together, clock = Together[int](), Clock()
    answers = await asyncio.gather(*(together.run("q", clock.read) for _ in range(20)))
    assert (answers, clock.times) == ([0] * 20, 1)


async def test_others_questions_are_not_joined() -> None:
    together, clock = Together[int](), Clock()
    await asyncio.gather(*(together.run(f"q{n}", clock.read) for n in range(5)))
    assert clock.times == 5


async def test_nobody_joins_what_is_under_way() -> None:
    together, clock = Together[int](), Clock()
    first = asyncio.create_task(together.run("q", clock.read))
    await asyncio.sleep(0.005)
    clock.now = 1  # a write was acknowledged
    assert await together.run("q", clock.read) == 1
    assert await first == 0


async def test_who_goes_away_does_not_take_it_from_the_others() -> None:
    together, clock = Together[int](), Clock()
    leaving = asyncio.create_task(together.run("q", clock.read))
    staying = asyncio.create_task(together.run("q", clock.read))
    await asyncio.sleep(0.005)
    leaving.cancel()
    assert await staying == 0
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_a_failure_is_everybodys() -> None:
    async def fail() -> int:
        raise LookupError

    together = Together[int]()
    ends = await asyncio.gather(
        *(together.run("q", fail) for _ in range(3)), return_exceptions=True
    )
    assert [type(end) for end in ends] == [LookupError] * 3
