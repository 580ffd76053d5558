"""How a page's time grows with the number of items: uncached, through the edge."""

import asyncio
import random
import statistics
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from gateway.graphql.ids import encode
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from shared.kit.content.heads import id_of
from tests.benchmarks.gateway.plenty import FIELDS, MEASURES, TAGS, fill, slug_of
from tests.benchmarks.memory import memory
from tests.benchmarks.running import UNBOUNDED
from tests.consumer import Consumer

SIZES = (1_000, 100_000)
PROGRAMS = ("experiments", "gateway")
GOAL = 1.5
_TIMES = 200
_WARM = 20
PAGE = """query ($after: String, $filter: ContentFilter) {
  experiments(first: 20, after: $after, filter: $filter) {
    totalCount nodes { id slug title summary } pageInfo { hasNextPage endCursor } } }"""
ITEM = "query ($slug: String) { experiment(slug: $slug) { title translations { id } } }"
BARE = "{ fields { slug } }"
MANY = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Experiment { title } } }"
_ALL = {"language": "de", "field": FIELDS[0], "measure": MEASURES[0], "tag": TAGS[0]}
FILTERS: dict[str, dict[str, str]] = {
    "all": {},
    "language": {"language": "de"},
    "field": {"field": FIELDS[0]},
    "measure": {"measure": MEASURES[0]},
    "tag": {"tag": TAGS[0]},
    "field, measure": {"field": FIELDS[0], "measure": MEASURES[0]},
    "language, field, measure, tag": _ALL,
    "drafts": {"status": "DRAFT"},
    "drafts, field": {"status": "DRAFT", "field": FIELDS[0]},
}


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds for one page."""

    median: float
    p95: float


Shape = Callable[[], tuple[str, dict[str, Any]]]
"""A document with variables that nobody has asked with before."""


def _shapes(cursors: list[str], chance: random.Random) -> dict[str, Shape]:
    older = sorted(cursors)[: -len(cursors) // 10]  # far more than a service has at hand

    def first() -> str:
        return f"9999-01-01T00:00:00.000+00:00/{uuid4()}"

    def deep() -> str:
        return chance.choice(older)

    def page(after: Callable[[], str], chosen: dict[str, str]) -> Shape:
        return lambda: (PAGE, {"after": after(), "filter": chosen})

    def ids(number: int) -> list[str]:
        return [id_of(cursor) for cursor in chance.sample(cursors, number)]

    return {
        **{
            f"{place.__name__} page, {name}": page(place, chosen)
            for name, chosen in FILTERS.items()
            for place in (first, deep)
        },
        "by slug, with translations": lambda: (ITEM, {"slug": slug_of(ids(1)[0])}),
        "no service": lambda: (BARE, {}),
        "20 by id": lambda: (MANY, {"ids": [encode("Experiment", each) for each in ids(20)]}),
    }


async def growth(data: Path) -> None:
    """Prints the times of a page at each size, and how they grow, per shape of query.

    One hub for each size, side by side and asked in turn: what else goes on meets both alike.
    """
    async with AsyncExitStack() as stack:
        askers = [await stack.enter_async_context(_asker(data / str(size), size)) for size in SIZES]
        took = [dict[str, list[float]]() for _ in SIZES]
        for turn in range(-_WARM, _TIMES):
            for name in askers[0].shapes:
                for asker, times in zip(askers, took, strict=True):
                    seconds = await _one(asker.editor, *asker.shapes[name]())
                    if turn >= 0:
                        times.setdefault(name, []).append(seconds)
    for times in took:
        pages = [each for name, some in times.items() if " page, " in name for each in some]
        times["all pages together"] = pages
    _tell([{name: _times(each) for name, each in times.items()} for times in took])


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody at a hub of one size, who is signed in: nothing is kept for others or joined."""

    editor: Consumer
    shapes: dict[str, Shape]


@asynccontextmanager
async def _asker(data: Path, size: int) -> AsyncIterator[Asker]:
    async with Hub.start(data=data, programs=PROGRAMS, settings=UNBOUNDED) as hub:
        await first_accounts(hub)
        token = (hub.data / "editor.token").read_text().strip()
        before = (await asyncio.to_thread(memory, hub))["experiments"][0]
        began = time.perf_counter()
        cursors = await fill(hub, size)
        print(f"{size} experiments, filled and loaded: {time.perf_counter() - began:.1f} s")
        after = (await asyncio.to_thread(memory, hub))["experiments"][0]
        print(f"memory of the service, empty and full: {before:.0f} and {after:.0f} MiB")
        async with Consumer.at(hub.url, token) as editor:
            chance = random.Random(size)  # noqa: S311 - no secret
            yield Asker(editor, _shapes(cursors, chance))


async def _one(editor: Consumer, document: str, variables: dict[str, Any]) -> float:
    began = time.perf_counter()
    data = await editor.data(document, **variables)
    took = time.perf_counter() - began
    (found,) = data.values()
    if not found or (isinstance(found, dict) and found.get("totalCount") == 0):
        raise RuntimeError(f"Nothing was found: {variables}")
    return took


def _times(took: list[float]) -> Times:
    return Times(statistics.median(took), sorted(took)[int(len(took) * 0.95)])


def _tell(found: list[dict[str, Times]]) -> None:
    few, many = found
    print(
        f"uncached pages of 20 at {SIZES[0]} and {SIZES[1]} items, p50 · p95 in ms (goal: {GOAL}):"
    )
    for name in few:
        one, other = few[name], many[name]
        print(
            f"  {name:<42} {one.median * 1000:5.1f} · {one.p95 * 1000:5.1f}   "
            f"{other.median * 1000:5.1f} · {other.p95 * 1000:5.1f}   "
            f"× {other.median / one.median:.2f} · {other.p95 / one.p95:.2f}"
        )
