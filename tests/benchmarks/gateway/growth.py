"""How a page's time grows with the number of items: uncached, through the edge."""

import asyncio
import random
import statistics
import time
from collections.abc import Callable
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
GOAL = 1.5
_TIMES = 200
_WARM = 20
PAGE = """query ($after: String, $filter: ContentFilter) {
  experiments(first: 20, after: $after, filter: $filter) {
    totalCount nodes { id slug title summary } pageInfo { hasNextPage endCursor } } }"""
ITEM = "query ($slug: String) { experiment(slug: $slug) { title translations { id } } }"
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
    middle = sorted(cursors)[len(cursors) // 2 : -len(cursors) // 4]

    def first() -> str:
        return f"9999-01-01T00:00:00.000+00:00/{uuid4()}"

    def deep() -> str:
        return chance.choice(middle)

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
        "20 by id": lambda: (MANY, {"ids": [encode("Experiment", each) for each in ids(20)]}),
    }


async def growth(data: Path) -> None:
    """Prints the times of a page at each size, and how they grow, per shape of query."""
    async with Hub.start(data=data, settings=UNBOUNDED) as hub:
        await first_accounts(hub)
        token = (hub.data / "editor.token").read_text().strip()
        async with Consumer.at(hub.url, token) as editor:
            cursors = list[str]()
            found = list[dict[str, Times]]()
            for size in SIZES:
                began = time.perf_counter()
                cursors += await fill(hub, size - len(cursors))
                print(f"{size} experiments, filled and loaded: {time.perf_counter() - began:.1f} s")
                found.append(await _measured(editor, cursors, size))
                resident, _ = (await asyncio.to_thread(memory, hub))["experiments"]
                print(f"memory of the service: {resident:.0f} MiB")
    _tell(found)


async def _measured(editor: Consumer, cursors: list[str], size: int) -> dict[str, Times]:
    """Asked in turn, so that a busy moment meets all shapes."""
    chance = random.Random(size)  # noqa: S311 - no secret
    shapes = _shapes(cursors, chance)
    took: dict[str, list[float]] = {name: [] for name in shapes}
    for turn in range(-_WARM, _TIMES):
        for name, shape in shapes.items():
            seconds = await _one(editor, *shape())
            if turn >= 0:
                took[name].append(seconds)
    return {name: _times(each) for name, each in took.items()}


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
