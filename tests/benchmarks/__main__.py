"""`make bench`: the list query, memory, and the time to the first page, in one run."""

import asyncio
import time
from pathlib import Path

import httpx

from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.benchmarks.listing import ITEMS, PAGE, QUERY, STEPS, fill
from tests.benchmarks.load import alike, each_new, load
from tests.benchmarks.memory import memory
from tests.benchmarks.running import UNBOUNDED, run
from tests.consumer import Consumer

BARE = "{ fields { slug } }"
SECONDS = 8.0


async def first_page(url: str) -> None:
    async with httpx.AsyncClient() as http:
        (await http.get(url, headers={"Accept": "text/html"})).raise_for_status()


async def measure(data: Path) -> None:
    began = time.perf_counter()
    async with Hub.start(data=data, settings=UNBOUNDED) as hub:
        await first_page(hub.url)
        print(f"from the start to the first page: {time.perf_counter() - began:.1f} s (goal: 15)")
        await first_accounts(hub)
        await _resident("idle", hub)
        async with Consumer.at(hub.url, (hub.data / "editor.token").read_text().strip()) as editor:
            await fill(editor)
        print(f"\nthe list query, {PAGE} items with {STEPS} steps each, of {ITEMS}:")
        for clients in (1, 20):
            print(f"  {await load(hub.url, alike(QUERY), clients=clients, seconds=SECONDS)}")
        print("the same, each time with a text of its own, so that nothing is kept or joined:")
        print(f"  {await load(hub.url, each_new(QUERY), clients=20, seconds=SECONDS)}")
        print("a query without a service, for comparison:")
        print(f"  {await load(hub.url, alike(BARE), clients=20, seconds=SECONDS / 2)}")
        await _resident("after the load", hub)


async def _resident(when: str, hub: Hub) -> None:
    used = await asyncio.to_thread(memory, hub)
    print(f"\nmemory {when}, MiB (share of shared pages counted once):")
    for name, (resident, share) in used.items():
        print(f"  {name:<12} {resident:7.0f} ({share:.0f})")
    resident, share = (sum(values) for values in zip(*used.values(), strict=True))
    print(f"  {'all':<12} {resident:7.0f} ({share:.0f})  (goal: 900)")


run(measure)
