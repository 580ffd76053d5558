"""The hub under the list query: at the gateway itself, as others have nothing before them either,
and through the edge.
"""

from infra.local.supervisor import Hub
from tests.benchmarks.gateway.contender import Item
from tests.benchmarks.gateway.rates import Rate, measured
from tests.benchmarks.listing import PAGED, QUERY
from tests.benchmarks.load import Ask, alike, each_new, each_page
from tests.consumer import Consumer

CACHED = "hub, cached"
UNCACHED = "hub, uncached: another page each time"
_FIRST = "{ experiments(first: 1) { edges { cursor } } }"
_ALL = PAGED.replace("first: 20", "first: 100", 1)
_NODES = ("experiments", "nodes")


async def all_items(reader: Consumer) -> list[Item]:
    """Everything that the list gives, newest first."""
    found: list[Item] = []
    after, more = None, True
    while more:
        page = (await reader.data(_ALL, after=after))["experiments"]
        found += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found


async def rates(hub: Hub, reader: Consumer) -> list[Rate]:
    """Of the hub; the first two names are those that others are compared with."""
    newest = (await reader.data(_FIRST))["experiments"]["edges"][0]["cursor"]
    gateway = f"http://127.0.0.1:{hub.place.ports['gateway']}"
    pids = [hub.pid(name) for name in hub.names]

    async def of(name: str, url: str, ask: Ask) -> Rate:
        return await measured(name, url, ask, pids, _NODES)

    return [
        await of(CACHED, gateway, alike(QUERY)),
        await of(UNCACHED, gateway, each_page(PAGED, newest)),
        await of("hub, uncached: a new text each time", gateway, each_new(QUERY)),
        await of("hub, cached, through the edge", hub.url, alike(QUERY)),
        await of("hub, another page, through the edge", hub.url, each_page(PAGED, newest)),
    ]
