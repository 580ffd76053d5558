"""A database of a kind's own, with two replicas that keep its lists."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from infra.local.supervisor import Hub
from shared.contracts.guide import Guide
from shared.kit.content.store import ContentStore
from shared.kit.documents import Database
from shared.kit.documents import database as documents_of


@pytest.fixture(scope="package")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """Storage alone; the tests speak in the place of a service."""
    data = tmp_path_factory.mktemp("hub")
    async with Hub.start(data=data, programs=(), edge=False) as running:
        yield running


@pytest.fixture
async def database(hub: Hub) -> AsyncIterator[Database]:
    async with documents_of(hub.mongo_url, f"lists_{uuid4().hex[:8]}") as documents:
        yield documents
        await documents.client.drop_database(documents.name)


@pytest.fixture
async def replicas(database: Database) -> AsyncIterator[tuple[ContentStore[Guide], ...]]:
    made = ContentStore(database, Guide), ContentStore(database, Guide)
    await made[0].prepare()
    async with made[0].lists.followed(), made[1].lists.followed():
        yield made
