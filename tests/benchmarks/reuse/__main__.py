"""`make bench-reuse`: two cities on one machine; the second follows the first."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from infra.local.place import ROOT
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.benchmarks.reuse.cities import City
from tests.benchmarks.running import run
from tests.consumer import Consumer
from tests.integration.reuse.follower import Reader

ITEMS = int(os.environ.get("ITEMS") or 10_000)
CHANGES = 200
SOEST = ROOT / "infra/seed/soest/city.toml"
AUTOMATIC = {"newItems": "AUTOMATIC", "updates": "AUTOMATIC"}


@asynccontextmanager
async def city(data: Path, settings: dict[str, str] | None = None) -> AsyncIterator[City]:
    await asyncio.to_thread(data.mkdir)
    async with Hub.start(data=data, settings=settings) as hub:
        await first_accounts(hub)
        token = (data / "editor.token").read_text().strip()
        async with Consumer.at(hub.url, token) as editor:
            yield City(hub, editor)


async def measure(folder: Path) -> None:
    async with city(folder / "iserlohn") as first:
        print(f"{ITEMS} experiments are being written …", flush=True)
        await first.fill(ITEMS)
        settings = {
            "HUB_CITY_FILE": str(SOEST),
            "HUB_PRIVATE_HUBS": urlsplit(first.hub.url).netloc,
        }
        async with city(folder / "soest", settings) as second:
            await _replay(first, second)
            await _one_by_one(first, second)


async def _replay(first: City, second: City) -> None:
    began = time.monotonic()
    await Reader(second.editor).follow(first.hub.url, **AUTOMATIC)
    await second.until(ITEMS)
    took = time.monotonic() - began
    same = await first.hashes() == await second.hashes()
    print(f"  {ITEMS} items into an empty hub: {took:.0f} s, {ITEMS / took:.0f} items/s")
    print(f"  all hashes equal: {'yes' if same else 'NO'}")


async def _one_by_one(first: City, second: City) -> None:
    seen, gone = [], []
    for number in range(CHANGES):
        item = await first.draft(number)
        seen.append(await first.publish(item, second))
        gone.append(await first.withdraw(item, second))
    _tell("from publishing there to being seen here", seen, 2.0)
    _tell("from withdrawing there to being gone here", gone, 10.0)


def _tell(what: str, seconds: list[float], goal: float) -> None:
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99) - 1]
    print(f"  {what}: p50 {middle * 1000:.0f} ms, p99 {late * 1000:.0f} ms (goal {goal:.0f} s)")


run(measure)
