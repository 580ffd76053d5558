"""`make bench-gateway`: the list query beside others, publications, hostile questions, compiled
questions, and how a page's time grows with the number of items.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from tests.benchmarks.gateway import beside, goals, ours
from tests.benchmarks.gateway.compiled import compiled
from tests.benchmarks.gateway.contender import Item
from tests.benchmarks.gateway.cores import PINNED, on_the_servers_core
from tests.benchmarks.gateway.freshness import freshness
from tests.benchmarks.gateway.growth import growth
from tests.benchmarks.gateway.hostile import hostile
from tests.benchmarks.gateway.outside import folder
from tests.benchmarks.gateway.rates import CLIENTS, Rate
from tests.benchmarks.listing import ITEMS, PAGE, STEPS, fill
from tests.benchmarks.running import UNBOUNDED, run
from tests.consumer import Consumer


async def measure(data: Path) -> None:
    where = "a core for the server, another for the load" if PINNED else "nothing pinned"
    print(f"list query, {PAGE} items with {STEPS} steps, of {ITEMS}; {CLIENTS} clients; {where}:")
    mine, items = await _the_hub(data / "hub")
    others = await beside.rates(items, data, len(mine[0].load.answer))
    goals.tell(mine, others)
    print("\nthe products keep their content in SQLite, and no answers: so are their defaults")
    print(f"they are in {folder()}\n")
    async with _hub(data / "bounded", {}) as hub:
        await hostile(hub.url)
    print()
    await compiled()
    print()
    await growth(data)


async def _the_hub(data: Path) -> tuple[list[Rate], list[Item]]:
    async with _hub(data, UNBOUNDED) as hub:
        await first_accounts(hub)
        token = (hub.data / "editor.token").read_text().strip()
        async with Consumer.at(hub.url, token) as editor, Consumer.at(hub.url) as reader:
            await fill(editor)
            items = await ours.all_items(reader)
            rates = await ours.rates(hub, reader)
            await freshness(hub, editor)
    return rates, items


@asynccontextmanager
async def _hub(data: Path, settings: dict[str, str]) -> AsyncIterator[Hub]:
    """All its programs on one core."""
    await asyncio.to_thread(data.mkdir)
    starting = Hub.start(data=data, settings=settings)
    with on_the_servers_core():
        hub = await starting.__aenter__()
    try:
        yield hub
    finally:
        await starting.__aexit__(None, None, None)
        await asyncio.to_thread(shutil.rmtree, data)


run(measure)
