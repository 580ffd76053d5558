"""A city of the benchmark: filled, asked, and changed as an editor does it."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from infra.local.supervisor import Hub
from tests.consumer import CREATE, MOVE, WITHDRAW, Consumer

_AT_ONCE = 16
_ATTEMPTS = 20
_STEPS = [{"title": f"Schritt {n}", "text": "Das Glas füllen und *warten*. " * 5} for n in range(5)]
_COUNT = "{ experiments { totalCount } }"
_PAGE = """query ($after: String) { experiments(first: 100, after: $after) {
  nodes { id contentHash } pageInfo { hasNextPage endCursor } } }"""
_SEEN = "query ($id: ID!) { node(id: $id) { id } }"


@dataclass(frozen=True, slots=True)
class City:
    """`editor` speaks for the city's desk."""

    hub: Hub
    editor: Consumer

    async def fill(self, items: int) -> None:
        places = asyncio.Semaphore(_AT_ONCE)

        async def one(number: int) -> None:
            async with places:
                await self._published(f"Wasser {number}")

        await asyncio.gather(*map(one, range(items)))

    async def _published(self, title: str) -> None:
        """On a busy machine a call may be cut off: what was made by then is found again."""
        for _ in range(_ATTEMPTS):
            fields = {"question": "Wie?", "title": title, "steps": _STEPS}
            made = await self.editor.ask(CREATE, input=fields, key=f"bench {title}")
            if "errors" not in made:
                item = made["data"]["createExperiment"]["experiment"]
                if "errors" not in await self.editor.ask(MOVE % "publish", id=item["id"]):
                    return
        raise SystemExit(f"{title} could not be published")

    async def draft(self, number: int) -> str:
        made: str = (await self.editor.experiment(title=f"Neu {number}", steps=_STEPS))["id"]
        return made

    async def publish(self, item_id: str, reader: "City") -> float:
        """Seconds until visitors of the other city see it."""
        began = time.monotonic()
        await self.editor.move("publish", item_id)
        await reader.until_seen(item_id, there=True)
        return time.monotonic() - began

    async def withdraw(self, item_id: str, reader: "City") -> float:
        """Seconds until visitors of the other city see it no more."""
        began = time.monotonic()
        await self.editor.mutate(WITHDRAW, id=item_id, reason="OTHER")
        await reader.until_seen(item_id, there=False)
        return time.monotonic() - began

    async def until_seen(self, item_id: str, *, there: bool) -> None:
        async with Consumer.at(self.hub.url) as stranger:
            while bool((await stranger.data(_SEEN, id=item_id))["node"]) is not there:
                await asyncio.sleep(0.005)

    async def until(self, items: int) -> None:
        while (await self.editor.data(_COUNT))["experiments"]["totalCount"] < items:
            await asyncio.sleep(0.5)

    async def hashes(self) -> dict[str, str]:
        """All items' hashes by their ids."""
        found: dict[str, str] = {}
        after, more = None, True
        while more:
            page: dict[str, Any] = (await self.editor.data(_PAGE, after=after))["experiments"]
            found |= {node["id"]: node["contentHash"] for node in page["nodes"]}
            after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        return found
