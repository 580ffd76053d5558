"""What strangers read is kept, and right all the same: directly after every mutation."""

import asyncio
from uuid import uuid4

import pytest

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.kit.documents import database
from tests.consumer import MOVE, UPDATE, WITHDRAW, Consumer
from tests.freshness import ITEM, REMADE, TRIED, Watched
from tests.gateway import gateway
from tests.picture import sent
from tests.remake import DELETE, REJECT, approved, experiment, maker, photo_sent, submitted

CREATE_GUIDE = """mutation ($title: String!) { createGuide(input: {title: $title, goal: "Ja"}) {
  guide { id revision } userErrors { code } } }"""
UPDATE_GUIDE = """mutation ($id: ID!, $revision: Int!, $title: String!, $of: ID!) {
  updateGuide(id: $id, revision: $revision, input: {title: $title,
      related: [{kind: EXPERIMENT, id: $of}]}) { guide { revision } userErrors { code } } }"""
REBUILD = "mutation { rebuildLog(kind: EXPERIMENT, first: 100) { userErrors { code } } }"


@pytest.fixture
def watched(editor: Consumer, stranger: Consumer) -> Watched:
    return Watched(editor.http, stranger)


async def test_items_and_lists_are_true_after_each_step_of_a_life(watched: Watched) -> None:
    """Also where an item shows beside another one."""
    item = await watched.published(title=f"Ein Leben {uuid4().hex[:6]}")
    guide = (await watched.mutate(CREATE_GUIDE, title="Daneben"))["guide"]
    change = {"title": "Jetzt daneben", "of": item["id"]}
    await watched.mutate(UPDATE_GUIDE, id=guide["id"], revision=guide["revision"], **change)
    assert not (await watched.move("publish", guide["id"]))["userErrors"]
    beside = Watched(watched.http, watched.stranger, guide["id"], seen=watched.seen)
    new = {"title": "Umbenannt", "slug": f"umbenannt-{uuid4().hex[:6]}", "cover": {
        "key": await sent(beside), "alt": "Ein Kreis"}}  # fmt: skip
    await beside.mutate(UPDATE, id=item["id"], revision=item["revision"], input=new)
    for step in ("archive", "sendBack", "submitForReview", "publish"):
        assert not (await beside.move(step, item["id"]))["userErrors"], step
    await beside.mutate(REBUILD)
    await beside.mutate(WITHDRAW, id=item["id"], reason="PRIVACY")
    assert watched.seen == TRIED["content"]


async def test_reports_show_as_soon_as_they_are_decided(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    item = await experiment(editor)
    desk = Watched(editor.http, stranger, item["id"])
    async with maker(hub) as somebody:
        citizen = Watched(somebody.http, stranger, item["id"], seen=desk.seen)
        photo = await photo_sent(citizen, b"no picture yet")
        assert photo
        first, second = [await submitted(citizen, item) for _ in range(2)]
        await approved(desk, first.id)
        shown = await stranger.data(REMADE, id=item["id"])
        assert shown["node"]["remakeCount"] == 1
        await desk.mutate(REJECT, id=second.id, reason="Doppelt")
        await citizen.mutate(DELETE, code=first.code)
    assert desk.seen == TRIED["remakes"]


async def test_what_was_taken_down_is_gone_with_the_answer_to_the_editor(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    """Over and over: nobody may read what the city has just taken down."""
    for _ in range(20):
        item = await editor.published(title=f"Versehen {uuid4().hex[:6]}")
        for _ in range(3):
            assert (await stranger.data(ITEM, id=item["id"]))["node"]
        await editor.mutate(WITHDRAW, id=item["id"], reason="PRIVACY")
        assert (await stranger.data(ITEM, id=item["id"]))["node"] is None
        await editor.mutate(MOVE % "sendBack", id=item["id"])


async def title_of(stranger: Consumer, item_id: str) -> str | None:
    node = (await stranger.data(ITEM, id=item_id))["node"]
    return node["title"] if node else None


async def until(stranger: Consumer, item_id: str, title: str | None, seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while await title_of(stranger, item_id) != title:
            await asyncio.sleep(0.01)


async def test_another_gateway_hears_of_it_by_the_event(hub: Hub, editor: Consumer) -> None:
    """Without it, what is kept would be believed for a minute."""
    item = await editor.published(title="Bei beiden")
    async with gateway(hub) as url, Consumer.at(url) as stranger:
        for _ in range(3):
            assert await title_of(stranger, item["id"]) == "Bei beiden"
        await editor.mutate(WITHDRAW, id=item["id"], reason="PRIVACY")
        await until(stranger, item["id"], None, 5)


async def test_what_was_missed_while_nats_was_away_is_not_believed(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    item = await editor.published(title="Vor der Störung")
    for _ in range(3):
        assert await title_of(stranger, item["id"]) == "Vor der Störung"
    environment = hub.environment("experiments")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        await documents["items"].update_one(  # as somebody whose event was not heard
            {"_id": decode(item["id"])[1]}, {"$set": {"title": "Danach"}}
        )
    assert await title_of(stranger, item["id"]) == "Vor der Störung"
    await hub.kill("nats")
    await hub.ready()
    await until(stranger, item["id"], "Danach", 30)


async def test_what_is_kept_is_answered_while_its_service_is_away(
    hub: Hub, editor: Consumer
) -> None:
    item = await editor.published(title="Unverdrossen")
    hasty = {"graphql_kept_seconds": "1", "graphql_call_seconds": "0.2"}
    async with gateway(hub, **hasty) as url, Consumer.at(url) as stranger:
        for _ in range(3):
            assert await title_of(stranger, item["id"]) == "Unverdrossen"
        await asyncio.sleep(1)
        await hub.kill("experiments")
        assert await title_of(stranger, item["id"]) == "Unverdrossen"
        await hub.ready("experiments")
