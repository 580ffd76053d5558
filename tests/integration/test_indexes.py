"""What indexes forbid stays forbidden, whatever a killed database has forgotten of them."""

import asyncio
from collections.abc import AsyncIterator
from itertools import count
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec
import pytest
from structlog.testing import capture_logs

from gateway.auth.credentials import prepared
from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from shared.contracts.caller import Role
from shared.contracts.errors import NotFound
from shared.contracts.guide import Guide
from shared.kit.content.messages import messages
from shared.kit.content.separation import prepared as prepared_items
from shared.kit.content.store import ContentStore
from shared.kit.documents import Database, connection, ensure_indexes, index
from shared.kit.documents import database as documents_of
from shared.kit.documents.connection import LOOK_SECONDS
from shared.kit.ids import new_id
from tests.consumer import CREATE, Consumer
from tests.unit.items import GUIDE, caller

WRITERS = 4
CALLER = caller(Role.EDITOR)


@pytest.fixture
async def database(hub: Hub) -> AsyncIterator[Database]:
    """One of its own, which nobody has prepared."""
    async with documents_of(hub.mongo_url, f"indexes_{uuid4().hex[:8]}") as documents:
        yield documents
        await documents.client.drop_database(documents.name)


async def kept(store: ContentStore[Guide], slug: str) -> Guide:
    guide = msgspec.structs.replace(GUIDE, id=new_id(), slug=slug)
    await store.insert(guide, messages(guide, CALLER, ()), "the same key")
    return guide


class TestForgottenOptions:
    async def test_an_index_that_no_longer_expires_is_made_anew(self, database: Database) -> None:
        await database["credentials"].create_index("expires_at")
        await prepared(database)
        found = await database["credentials"].index_information()
        assert found["expires_at_1"]["expireAfterSeconds"] == 0

    async def test_a_second_look_changes_nothing(self, database: Database) -> None:
        wanted = [
            index("a", unique=True),
            index("b", sparse=True),
            index("c", expireAfterSeconds=0),
        ]
        with capture_logs() as told:
            for _ in range(2):
                assert await ensure_indexes(database["some"], wanted)
            assert told == []
            await database["some"].drop_index("a_1")
            await database["some"].create_index("a")  # what a killed server has left of it
            assert await ensure_indexes(database["some"], wanted)
        assert [each["event"] for each in told] == ["index made anew"]

    async def test_what_cannot_be_unique_is_reported_and_the_rest_is_made(
        self, database: Database
    ) -> None:
        await database["some"].insert_many([{"a": 1}, {"a": 1}])
        assert not await ensure_indexes(database["some"], [index("a", unique=True), index("b")])
        assert "b_1" in await database["some"].index_information()


async def test_indexes_are_looked_at_as_soon_as_the_server_is_back(hub: Hub) -> None:
    looked = asyncio.Queue[str]()

    async def look(documents: Database) -> None:
        looked.put_nowait(documents.name)

    async with documents_of(hub.mongo_url, "watched", look) as documents:
        await asyncio.sleep(1)  # the look at the start, and that of the first answer
        while not looked.empty():
            looked.get_nowait()
        if "documents" not in hub.names:  # somebody else's server is not ours to kill
            return
        await hub.kill("documents")
        await hub.ready()
        await documents["some"].find_one({})
        assert await asyncio.wait_for(looked.get(), LOOK_SECONDS / 2) == "watched"


async def test_a_look_that_fails_is_not_the_last(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "LOOK_SECONDS", 0.05)
    looks = asyncio.Queue[None]()

    async def look(_: Database) -> None:
        looks.put_nowait(None)
        if looks.qsize() > 1:
            raise NotFound("an item vanished meanwhile")

    async with documents_of(hub.mongo_url, "watched", look), asyncio.timeout(10):
        while looks.qsize() < 4:
            await asyncio.sleep(0.05)


class TestSharedAddresses:
    async def test_all_but_the_published_one_get_others(self, database: Database) -> None:
        store = ContentStore(database, Guide)
        first, second = await kept(store, "doppelt"), await kept(store, "doppelt")
        published = msgspec.structs.replace(
            second, published_at=second.created_at, revision=second.revision + 1
        )
        assert await store.replace(second, published, messages(published, CALLER, ()))
        free = await kept(store, "doppelt-2")

        await prepared_items(database, Guide)

        assert (await store.by_slug("doppelt")).id == second.id
        assert (await store.by_slug("doppelt-2")).id == free.id
        changed = await store.get(first.id)
        assert (changed.item.slug, changed.item.revision) == ("doppelt-3", first.revision + 1)
        assert changed.outbox[-1].revision == changed.item.revision
        assert (await database["items"].index_information())["slugs_1"]["unique"]
        assert (await database["items"].index_information())["key_1"]["unique"]

    async def test_a_damaged_one_is_reported_and_stops_nothing(self, database: Database) -> None:
        store = ContentStore(database, Guide)
        first, second = await kept(store, "doppelt"), await kept(store, "doppelt")
        await database["items"].update_one({"_id": second.id}, {"$set": {"difficulty": "?"}})
        await prepared_items(database, Guide)
        assert [item.id for item in await store.get_many([first.id, second.id])] == [first.id]


class TestKilledAtBirth:
    """SIGKILL to the database within the first seconds, before any checkpoint of its own."""

    @pytest.fixture(autouse=True)
    def embedded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("HUB_MONGO_URL", "HUB_S3_URL"):
            monkeypatch.delenv(name, raising=False)

    async def test_the_next_start_finds_a_hub(self, tmp_path: Path) -> None:
        async with Hub.start(data=tmp_path) as hub:
            await hub.kill("documents")
        async with Hub.start(data=tmp_path) as hub:
            assert await first_accounts(hub)
            await _assert_indexes(hub)

    async def test_nobody_gets_the_address_of_another(self, tmp_path: Path) -> None:
        async with Hub.start(data=tmp_path) as hub:
            await first_accounts(hub)
            token = (hub.data / "editor.token").read_text().strip()
            stop, made = asyncio.Event(), set[str]()
            async with Consumer.at(hub.url, token) as editor:
                writing = [asyncio.create_task(_write(editor, stop, made)) for _ in range(WRITERS)]
                await asyncio.sleep(0.5)
                await hub.kill("documents")
                await hub.ready("documents")
                before = len(made)
                async with asyncio.timeout(60):
                    while len(made) < before + WRITERS:
                        await asyncio.sleep(0.1)
                stop.set()
                await asyncio.gather(*writing)
        async with Hub.start(data=tmp_path) as hub:
            await _assert_indexes(hub)
            settings = hub.environment("experiments")
            async with documents_of(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as found:
                items = [each async for each in found["items"].find({})]
            assert made <= {item["_id"] for item in items}
            slugs = [item["slug"] for item in items]
            assert len(slugs) == len(set(slugs))


async def _write(editor: Consumer, stop: asyncio.Event, made: set[str]) -> None:
    for number in count():
        if stop.is_set():
            return
        fields = {"title": f"Doppelt {number // 10}", "question": "?"}
        try:
            answer = await editor.ask(CREATE, input=fields)
        except httpx.HTTPError:
            continue
        experiment = ((answer.get("data") or {}).get("createExperiment") or {}).get("experiment")
        if experiment:
            made.add(decode(experiment["id"])[1])


async def _assert_indexes(hub: Hub) -> None:
    async with documents_of(hub.mongo_url, "gateway") as gateway:
        assert (await gateway["accounts"].index_information())["login_1"]["unique"]
        expiry = (await gateway["credentials"].index_information())["expires_at_1"]
        assert expiry["expireAfterSeconds"] == 0
    async with documents_of(hub.mongo_url, "experiments") as experiments:
        assert (await experiments["items"].index_information())["slugs_1"]["unique"]
