"""The time of each hostile question, through the edge."""

import asyncio
import time

import httpx

from tests.abuse import QUERIES

GOAL_MILLISECONDS = 50
_TIMES = 5


async def hostile(url: str) -> None:
    """Prints the median of some runs; whoever has spent the bucket waits as told."""
    print(f"hostile questions, median of {_TIMES} (goal: {GOAL_MILLISECONDS} ms each):")
    async with httpx.AsyncClient(base_url=url, timeout=30) as http:
        for name, query in QUERIES.items():
            times = sorted([await _one(http, query) for _ in range(_TIMES)])
            print(f"  {name:<26} {times[_TIMES // 2] * 1000:6.1f} ms")


async def _one(http: httpx.AsyncClient, query: str) -> float:
    """Seconds until the answer that is no 429."""
    while True:
        began = time.perf_counter()
        answer = await http.post("/graphql", json={"query": query})
        took = time.perf_counter() - began
        if answer.status_code != 429:
            return took
        await asyncio.sleep(int(answer.headers["retry-after"]))
