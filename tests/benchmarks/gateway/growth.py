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

from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.benchmarks.gateway.plenty import FIELDS, MEASURES, TAGS, fill
from tests.benchmarks.memory import memory
from tests.benchmarks.running import UNBOUNDED
from tests.consumer import Consumer

SIZES = (1_000, 100_000)
GOAL = 1.5
_TIMES = 200
_WARM = 20
_QUERY = """query ($after: String, $filter: ContentFilter) {
  experiments(first: 20, after: $after, filter: $filter) {
    totalCount nodes { id slug title summary } pageInfo { hasNextPage endCursor } } }"""
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


def _top() -> str:
    """A cursor before the newest item, another one each time: nobody has asked from there."""
    return f"9999-01-01T00:00:00.000+00:00/{uuid4()}"


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
    middle = sorted(cursors)[len(cursors) // 2 : -len(cursors) // 4]
    places: dict[str, Callable[[], str]] = {"first": _top, "deep": lambda: chance.choice(middle)}
    took: dict[str, list[float]] = {}
    for turn in range(-_WARM, _TIMES):
        for name, chosen in FILTERS.items():
            for where, place in places.items():
                seconds = await _one(editor, place(), chosen)
                if turn >= 0:
                    took.setdefault(f"{where} page, {name}", []).append(seconds)
    return {name: _times(each) for name, each in took.items()}


async def _one(editor: Consumer, after: str, chosen: dict[str, Any]) -> float:
    began = time.perf_counter()
    page = (await editor.data(_QUERY, after=after, filter=chosen))["experiments"]
    took = time.perf_counter() - began
    if not page["totalCount"]:
        raise RuntimeError(f"Nothing was found: {chosen}")
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
