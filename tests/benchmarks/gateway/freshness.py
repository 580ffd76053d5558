"""The time from a publication until the list shows it, through the cache."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.contracts.caller import Caller, Role
from shared.contracts.calls import Move
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS
from shared.kit.bus import Bus
from shared.kit.identity import Signer
from shared.kit.ids import new_id
from tests.benchmarks.listing import QUERY
from tests.consumer import Consumer

TIMES = 200
GOAL_MILLISECONDS = 50
_LONGEST_SECONDS = 10

Publish = Callable[[str], Awaitable[object]]


async def freshness(hub: Hub, editor: Consumer) -> None:
    """Prints it for publications by GraphQL, and for those that only an event tells of."""
    gateway = f"http://127.0.0.1:{hub.place.ports['gateway']}"
    print(f"\nfrom publishing until the list, which is read all the time, shows it; {TIMES} times:")
    async with Consumer.at(gateway) as reader, _at_the_service(hub) as at_the_service:
        await _told("by GraphQL", reader, editor, lambda own: editor.move("publish", own))
        await _told("at the service, by the bus", reader, editor, at_the_service)


async def _told(what: str, reader: Consumer, editor: Consumer, publish: Publish) -> None:
    drafts = [(await editor.experiment(title=f"Neu {n}"))["id"] for n in range(TIMES)]
    times = sorted([await _one(reader, draft, publish) for draft in drafts])
    middle, late = times[TIMES // 2] * 1000, times[int(TIMES * 0.99) - 1] * 1000
    missed = "" if late <= GOAL_MILLISECONDS else "  MISSED"
    print(
        f"  {what:<28} p50 {middle:6.1f} ms  p99 {late:6.1f} ms"
        f"  (goal: p99 {GOAL_MILLISECONDS} ms){missed}",
        flush=True,
    )


async def _one(reader: Consumer, item_id: str, publish: Publish) -> float:
    """Seconds from the answer to the publication; none, if the list was faster."""
    async with asyncio.TaskGroup() as tasks:
        seen = tasks.create_task(_seen(reader, item_id))
        await publish(item_id)
        published = time.perf_counter()
    return max(0.0, seen.result() - published)


async def _seen(reader: Consumer, item_id: str) -> float:
    """When an answer with the item had come."""
    async with asyncio.timeout(_LONGEST_SECONDS):
        while True:
            nodes = (await reader.data(QUERY))["experiments"]["nodes"]
            if item_id in {node["id"] for node in nodes}:
                return time.perf_counter()


@asynccontextmanager
async def _at_the_service(hub: Hub) -> AsyncIterator[Publish]:
    signer = Signer(hub.environment("gateway")["HUB_CALLER_PRIVATE_KEY"])
    editor = Caller(id=new_id(), name="Messung", role=Role.EDITOR)
    call = KINDS[ContentKind.EXPERIMENT].calls.publish
    async with Bus.connect(hub.nats_url(), "benchmark") as bus:

        async def publish(item_id: str) -> None:
            await bus.call(call, Move(id=decode(item_id)[1]), caller=signer.sign(editor))

        yield publish
