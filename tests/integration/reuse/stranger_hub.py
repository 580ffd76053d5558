"""A hub of somebody else's, whose feed tells whatever a test wants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import msgspec

from shared.contracts.experiment import Experiment
from shared.contracts.feed import CHANGES_PATH, ITEMS_PATH
from shared.contracts.portable import hash_of, portable
from shared.kit.ids import new_id, now
from tests.elsewhere import server

Told = dict[str, Any]


def answer(body: bytes, *, status: str = "200 OK", head: str = "") -> bytes:
    length = f"Content-Length: {len(body)}\r\n"
    return f"HTTP/1.1 {status}\r\nConnection: close\r\n{length}{head}\r\n".encode() + body


@dataclass
class StrangerHub:
    """`entries` is what the feed tells; `files` and `instead`, if set, are whole answers, by path
    and for all else.
    """

    address: str = ""
    entries: list[Told] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    instead: bytes | None = None
    delay: float = 0.0
    log: str = "first"

    def tell(self, **content: Any) -> Told:
        """Adds a new experiment to the feed; what is told of it can be changed in the answer."""
        return self.tell_again(new_id(), **content)

    def tell_again(self, item_id: str, **content: Any) -> Told:
        whole = {**portable(_experiment(item_id)), **content}
        entry: Told = {
            "id": item_id, "uuid": item_id, "kind": "experiment", "revision": 1,
            "at": now().isoformat(), "deleted": False, "url": f"{self.address}/experimente/x",
            "contentHash": hash_of(whole), "content": whole, "media": {"pictures": {}},
        }  # fmt: skip
        self.entries.append(entry)
        return entry

    async def __call__(self, head: str) -> bytes:
        target = urlsplit(head.split(" ", 2)[1])
        if target.path in self.files:
            return self.files[target.path]
        await asyncio.sleep(self.delay)
        if self.instead is not None:
            return self.instead
        if target.path == CHANGES_PATH:
            return answer(b"", head="Content-Type: text/event-stream\r\n")
        assert target.path == ITEMS_PATH
        return self._page(target.query)

    def _page(self, query: str) -> bytes:
        cursor = query.partition("cursor=")[2]
        log, _, place = cursor.partition(".")
        if cursor and log != self.log:
            return answer(b'{"code": "cursor_unknown"}', status="410 Gone")
        results = self.entries[int(place or 0) :]
        page = {"results": results, "cursor": f"{self.log}.{len(self.entries)}", "next": None}
        return answer(msgspec.json.encode(page))


def _experiment(item_id: str) -> Experiment:
    return Experiment(
        id=item_id, slug=f"fremd-{item_id}", translation_key=item_id, title="Fremdes",
        question="Was?", publisher="Stadt Fremd", created_at=now(), created_by=item_id,
        modified_at=now(), published_at=now(),
    )  # fmt: skip


@asynccontextmanager
async def stranger_hub(port: int) -> AsyncIterator[StrangerHub]:
    hub = StrangerHub()
    async with server(hub, port) as host:
        hub.address = f"http://{host}"
        yield hub
