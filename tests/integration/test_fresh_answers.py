"""What strangers read is kept, and right all the same: directly after every mutation."""

from uuid import uuid4

import pytest

from infra.local.supervisor import Hub
from tests.consumer import MOVE, UPDATE, WITHDRAW, Consumer
from tests.freshness import ITEM, REMADE, TRIED, Watched
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
