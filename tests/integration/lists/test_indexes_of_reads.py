"""Every read of items is answered from an index, whatever narrows it: nothing is looked through."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import uuid4

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
)

from infra.local.supervisor import Hub
from shared.contracts.calls import Filter
from shared.contracts.content import Status
from shared.contracts.guide import Guide
from shared.kit.content.store import ContentStore
from shared.kit.documents import Database, Document
from tests.integration.lists.test_lists import kept

FILTERS = [
    Filter(),
    Filter(language="de"),
    Filter(field="a", measure="b", tag="c", language="de"),
    Filter(status=Status.DRAFT, tag="c"),
]


class Heard(CommandListener):
    """The reads that reach the server."""

    def __init__(self) -> None:
        self.reads: list[Mapping[str, Any]] = []

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name in ("find", "count", "aggregate", "distinct"):
            self.reads.append(dict(event.command))

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Nothing to note."""

    def failed(self, event: CommandFailedEvent) -> None:
        """Nothing to note."""


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def listened(hub: Hub, heard: Heard) -> AsyncIterator[Database]:
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
        hub.mongo_url, tz_aware=True, event_listeners=[heard]
    )
    name = f"reads_{uuid4().hex[:8]}"
    yield client.get_database(name)
    await client.drop_database(name)
    client.close()


async def test_reads_name_what_an_index_begins_with(listened: Database, heard: Heard) -> None:
    store = ContentStore(listened, Guide)
    await store.prepare()
    async with store.lists.followed():
        guide = await kept(store, status=Status.PUBLISHED, language="de")
        heard.reads.clear()
        for chosen in FILTERS:
            await store.page(5, None, chosen, None)
            await store.page(5, "2026-01-01T00:00:00.000+00:00/x", chosen, guide.created_by)
        await store.get_many([guide.id])
        await store.by_slug(guide.slug)
        await store.by_key("a key")
        await store.translations(guide.translation_key)
        await store.waiting()
        await store.versions(guide.id, 5)
    reads = [read for read in heard.reads if "pipeline" not in read or not _is_stream(read)]
    assert reads
    for read in reads:
        assert "find" in read, read
        indexes = await listened[read["find"]].index_information()
        asked = [*read["filter"], *(read.get("sort") or {})]
        assert any(_covers(index["key"], asked) for index in indexes.values()), read


def _covers(keys: list[tuple[str, int]], asked: list[str]) -> bool:
    return [name for name, _ in keys][: len(asked)] == asked


def _is_stream(read: Mapping[str, Any]) -> bool:
    return "$changeStream" in read["pipeline"][0]
