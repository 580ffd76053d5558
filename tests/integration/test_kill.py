"""SIGKILL at any moment: what was acknowledged is there, and its event arrives once in effect."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import nats
import pytest
from nats.aio.msg import Msg
from nats.js.api import DeliverPolicy

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.contracts import events
from shared.contracts.caller import Caller, Role
from shared.contracts.city import City
from shared.contracts.content import ContentKind
from shared.contracts.events import ContentChanged
from shared.contracts.kinds import EXPERIMENTS, KINDS
from shared.kit.content.drafts import new_draft
from shared.kit.content.messages import event_of, messages
from shared.kit.content.store import ContentStore
from shared.kit.documents import database
from shared.kit.ids import new_id, now
from tests.consumer import Consumer

CREATE = """
mutation ($title: String!) { made: create%(type)s(input: {title: $title, %(needed)s}) {
  item: %(field)s { id revision } userErrors { code } } }
"""
NEEDED = {"experiment": 'question: "?"', "guide": 'goal: "!"', "video": "tags: []"}
WRITERS = 6
KILLS = 3


@asynccontextmanager
async def heard(hub: Hub, kind: str) -> AsyncIterator[list[ContentChanged]]:
    """All events of a kind that the stream takes in while open."""
    found: list[ContentChanged] = []
    client = await nats.connect(hub.nats_url())

    async def note(message: Msg) -> None:
        found.append(msgspec.json.decode(message.data, type=ContentChanged))

    subscription = await client.jetstream().subscribe(
        f"content.{kind}.>", ordered_consumer=True, cb=note, deliver_policy=DeliverPolicy.NEW
    )
    try:
        yield found
    finally:
        await subscription.unsubscribe()
        await client.close()


async def write_until(
    stop: asyncio.Event, editor: Consumer, document: str, acknowledged: set[str]
) -> None:
    while not stop.is_set():
        try:
            answer = await editor.ask(document, title=f"Unter Feuer {uuid4().hex[:8]}")
        except httpx.HTTPError:
            continue
        made = (answer.get("data") or {}).get("made")
        if made and made["item"]:
            acknowledged.add(decode(made["item"]["id"])[1])


async def last_revisions(hub: Hub, kind: str, ids: set[str]) -> dict[str, int]:
    client = await nats.connect(hub.nats_url())
    stream = client.jetstream()
    found = {}
    for own_id in ids:
        try:
            message = await stream.get_last_msg(events.STREAM, f"content.{kind}.{own_id}")
        except nats.js.errors.NotFoundError:
            continue
        found[own_id] = msgspec.json.decode(message.data or b"", type=ContentChanged).revision
    await client.close()
    return found


async def stored(hub: Hub, plural: str) -> dict[str, dict[str, Any]]:
    environment = hub.environment(plural)
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        return {found["_id"]: found async for found in documents["items"].find({})}


@pytest.mark.parametrize("kind", list(KINDS))
async def test_killed_while_everybody_writes(hub: Hub, editor: Consumer, kind: ContentKind) -> None:
    entry = KINDS[kind]
    document = CREATE % {"type": entry.struct.__name__, "needed": NEEDED[kind], "field": kind}
    acknowledged: set[str] = set()
    stop = asyncio.Event()
    async with heard(hub, kind) as seen:
        writers = [
            asyncio.create_task(write_until(stop, editor, document, acknowledged))
            for _ in range(WRITERS)
        ]
        for _ in range(KILLS):
            await asyncio.sleep(0.4)
            await hub.kill(entry.plural)
            await hub.ready(entry.plural)
        stop.set()
        await asyncio.gather(*writers)
        assert acknowledged

        documents = await _settled(hub, entry.plural)
        assert acknowledged <= documents.keys()
        assert await last_revisions(hub, kind, set(documents)) == {
            own_id: found["revision"] for own_id, found in documents.items()
        }
        told = [(event.content_id, event.revision) for event in seen]
        assert len(told) == len(set(told)), "an event took effect twice"
        assert acknowledged <= {own_id for own_id, _ in told}


async def _settled(hub: Hub, plural: str) -> dict[str, dict[str, Any]]:
    """The documents, once no message waits with any of them."""
    for _ in range(100):
        documents = await stored(hub, plural)
        if not any(found["outbox"] for found in documents.values()):
            return documents
        await asyncio.sleep(0.2)
    raise AssertionError("messages still wait in the outbox after 20 seconds")


async def test_what_was_written_but_not_told_is_told_by_the_next(hub: Hub) -> None:
    """Exactly the state that a SIGKILL between write and event leaves behind."""
    environment = hub.environment("experiments")
    caller = Caller(id=new_id(), name="Test", role=Role.EDITOR)
    city = City(
        name="I", publisher="I", hub_name="I", website="", contact_email="", fields=(), measures=()
    )
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        store = ContentStore(documents, EXPERIMENTS.struct)
        draft = {"title": f"Verwaist {uuid4().hex[:8]}", "question": "?"}
        item = new_draft(EXPERIMENTS.struct, draft, caller, city, now())
        await store.insert(item, messages(item, caller, ()), None)
    event = event_of(item)
    for _ in range(50):
        if await last_revisions(hub, "experiment", {item.id}) == {item.id: event.revision}:
            return
        await asyncio.sleep(0.2)
    raise AssertionError("nobody told of it within ten seconds")


async def test_a_late_repeat_cannot_overwrite_a_newer_state(hub: Hub, editor: Consumer) -> None:
    """A repeat of the first event, after the second, leaves the log as it is."""
    item = await editor.published(title=f"Wiederholt {uuid4().hex[:8]}")
    _, own_id = decode(item["id"])
    environment = hub.environment("experiments")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        store = ContentStore(documents, EXPERIMENTS.struct)
        current = (await store.get(own_id)).item
        old = msgspec.structs.replace(current, revision=1)
        late = [msgspec.to_builtins(message) for message in messages(old, None, ())]
        await documents["items"].update_one(
            {"_id": own_id}, {"$push": {"outbox": {"$each": late}}, "$set": {"unsent": True}}
        )
    await _settled(hub, "experiments")
    assert await last_revisions(hub, "experiment", {own_id}) == {own_id: 2}


async def test_a_part_that_dies_is_missed_for_a_moment_only(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    """Reading goes on or says `unavailable`; nothing inside shows, and then all is well again."""
    item = await editor.published(title=f"Standhaft {uuid4().hex[:8]}")
    for part in {"nats", "documents", "objects"} & set(hub.names):  # not those of somebody else
        await hub.kill(part)
        assert await _read_until_well(stranger, item["id"]) == item["title"]
        await hub.ready()
        again = await editor.published(title=f"Wieder da {uuid4().hex[:8]}")
        assert again["status"] == "PUBLISHED"


async def _read_until_well(stranger: Consumer, item_id: str) -> str:
    document = "query ($id: ID!) { experiment(id: $id) { title } }"
    async with asyncio.timeout(60):
        while True:
            answer = await stranger.ask(document, id=item_id)
            codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
            assert codes <= {"unavailable"}, answer
            if not codes:
                title: str = answer["data"]["experiment"]["title"]
                return title


async def test_a_killed_database_forbids_what_it_forbade(hub: Hub, editor: Consumer) -> None:
    """The embedded server forgets that indexes are unique; the services see to it."""
    if "documents" in hub.names:  # not somebody else's
        await hub.kill("documents")
        await hub.ready()
    await hub.kill("experiments")
    await hub.ready("experiments")
    environment = hub.environment("experiments")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        found = await documents["items"].index_information()
    assert found["slugs_1"]["unique"]
    item = await editor.published(title=f"Noch da {uuid4().hex[:8]}")
    assert item["status"] == "PUBLISHED"
