"""What the response cache keeps, for how long, and what an event drops."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from gateway.graphql.http_answer import Made
from gateway.graphql.limits import GraphqlLimits
from gateway.graphql.question import Question, document_hash
from gateway.graphql.response_cache import LARGEST, ResponseCache
from gateway.reads import Tags
from shared.contracts.content import ContentKind

FEINSTAUB: Tags = frozenset({(ContentKind.EXPERIMENT, "feinstaub")})
LISTS: Tags = frozenset({(ContentKind.EXPERIMENT, "")})
GUIDES: Tags = frozenset({(ContentKind.GUIDE, "")})
ONE, OTHER = (Question.of(document_hash(text), None, None) for text in ("{ one }", "{ other }"))


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


class Kitchen:
    """Says with each answer how many it has made."""

    def __init__(self, tags: Tags | None = LISTS) -> None:
        self.made = 0
        self.tags = tags
        self.away = False
        self.meanwhile: Callable[[], None] | None = None

    async def __call__(self) -> Made:
        self.made = number = self.made + 1
        await asyncio.sleep(0)
        if self.meanwhile:
            self.meanwhile()
        if self.away:
            return Made(b"away", whole=False, away=True)
        return Made(b"%d" % number, tags=self.tags)


def cache(clock: Clock | None = None, **limits: Any) -> ResponseCache:
    return ResponseCache(GraphqlLimits(nats_url="", **limits), clock or Clock())


async def bodies(*answers: Awaitable[Made]) -> list[bytes]:
    return [made.body for made in await asyncio.gather(*answers)]


async def test_an_answer_is_made_once_until_an_event_names_what_it_was_made_of() -> None:
    kept, kitchen = cache(), Kitchen(LISTS | FEINSTAUB)
    assert await bodies(kept.answer(ONE, kitchen), kept.answer(ONE, kitchen)) == [b"1", b"1"]
    kept.drop(GUIDES)
    assert (await kept.answer(ONE, kitchen)).body == b"1"
    kept.drop(FEINSTAUB)
    assert kept.find(ONE) is None
    assert (await kept.answer(ONE, kitchen)).body == b"2"


async def test_an_event_drops_nothing_else() -> None:
    kept = cache()
    await kept.answer(ONE, Kitchen(FEINSTAUB))
    await kept.answer(OTHER, Kitchen(GUIDES))
    kept.drop(FEINSTAUB)
    assert kept.find(ONE) is None
    assert kept.find(OTHER) is not None


async def test_what_was_being_made_when_the_event_came_is_not_kept() -> None:
    kept, kitchen = cache(), Kitchen()
    kitchen.meanwhile = lambda: kept.drop(LISTS)
    assert (await kept.answer(ONE, kitchen)).body == b"1"
    assert kept.find(ONE) is None
    kitchen.meanwhile = lambda: kept.drop(GUIDES)
    await kept.answer(ONE, kitchen)
    assert kept.find(ONE) is not None


async def test_who_comes_after_an_event_does_not_join_what_began_before() -> None:
    kept, kitchen = cache(), Kitchen()
    early = asyncio.ensure_future(kept.answer(ONE, kitchen))
    await asyncio.sleep(0)
    kept.drop(GUIDES)  # of whatever: what is under way may be made of it
    assert await bodies(early, kept.answer(ONE, kitchen)) == [b"1", b"2"]


@pytest.mark.parametrize("tags", [None, frozenset()])
async def test_what_no_event_tells_of_is_neither_kept_nor_shared(tags: Tags | None) -> None:
    kept, kitchen = cache(), Kitchen(tags)
    shared = tags is not None
    answers = await bodies(kept.answer(ONE, kitchen), kept.answer(ONE, kitchen))
    assert answers == ([b"1", b"1"] if shared else [b"1", b"2"])
    assert (kept.find(ONE) is not None) is shared


async def test_who_goes_away_takes_it_from_nobody() -> None:
    kept, kitchen = cache(), Kitchen()
    first = asyncio.ensure_future(kept.answer(ONE, kitchen))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(kept.answer(ONE, kitchen))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).body == b"1"


async def test_a_failure_is_the_first_ones_alone() -> None:
    kept, kitchen = cache(), Kitchen()

    async def broken() -> Made:
        await asyncio.sleep(0)
        raise RuntimeError

    first = asyncio.ensure_future(kept.answer(ONE, broken))
    await asyncio.sleep(0)
    assert (await kept.answer(ONE, kitchen)).body == b"1"
    with pytest.raises(RuntimeError):
        await first


async def test_while_a_service_is_away_what_is_old_is_answered_for_a_while() -> None:
    clock = Clock()
    kept, kitchen = cache(clock, graphql_kept_seconds=60, graphql_stale_seconds=600), Kitchen()
    await kept.answer(ONE, kitchen)
    kitchen.away = True
    clock.seconds += 61
    assert kept.find(ONE) is None
    assert (await kept.answer(ONE, kitchen)).body == b"1"
    assert (await kept.answer(ONE, kitchen)).body == b"1"
    assert kitchen.made == 2, "the service has a rest before it is asked again"
    clock.seconds += 540
    assert (await kept.answer(ONE, kitchen)).body == b"away"


async def test_what_was_taken_down_is_not_answered_while_a_service_is_away() -> None:
    kept, kitchen = cache(), Kitchen()
    await kept.answer(ONE, kitchen)
    kitchen.away = True
    kept.drop(LISTS)
    assert (await kept.answer(ONE, kitchen)).body == b"away"


async def test_after_a_gap_everything_is_asked_for_anew_and_old_where_that_fails() -> None:
    kept, kitchen = cache(), Kitchen()
    await kept.answer(ONE, kitchen)
    kept.doubt()
    assert (await kept.answer(ONE, kitchen)).body == b"2"
    kept.doubt()
    kitchen.away = True
    assert (await kept.answer(ONE, kitchen)).body == b"2"
    kitchen.away, kitchen.meanwhile = False, kept.doubt
    kept.drop(LISTS)
    await kept.answer(ONE, kitchen)
    assert kept.find(ONE) is None, "made while events may have been missed"


async def test_memory_is_bounded_and_the_least_asked_goes_first() -> None:
    kept = cache(graphql_kept_bytes=10 * 2**20)
    questions = [Question.of(b"", {"n": n}, None) for n in range(40)]

    async def large() -> Made:
        return Made(b"x" * (LARGEST // 2), tags=LISTS)

    for question in questions:
        await kept.answer(question, large)
        assert kept.find(questions[0]), "asked for each time"
    held = [question for question in questions if kept.find(question)]
    assert held[0] == questions[0]
    assert held[1:] == questions[-len(held) + 1 :]
    assert 15 <= len(held) < 20


async def test_one_that_is_too_large_is_not_kept() -> None:
    kept = cache()

    async def huge() -> Made:
        return Made(b"x" * (LARGEST + 1), tags=LISTS)

    await kept.answer(ONE, huge)
    assert kept.find(ONE) is None


def test_variables_in_another_order_are_the_same_question() -> None:
    assert Question.of(b"", {"a": 1, "b": 2}, None) == Question.of(b"", {"b": 2, "a": 1}, None)
    assert Question.of(b"", {}, None) == Question.of(b"", None, None)
    assert Question.of(b"", {"a": 1}, None) != Question.of(b"", {"a": "1"}, None)
    assert Question.of(b"", None, "A") != Question.of(b"", None, "B")
