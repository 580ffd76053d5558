"""Every call that changes something, by everybody who may not: refused, and nothing is changed."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.contracts.caller import Role
from shared.kit.documents import database
from shared.kit.ids import now
from tests.consumer import Consumer
from tests.people import people

CAPTIONS = r"WEBVTT\n\n00:00.000 --> 00:01.000\nText"
ON_AN_EXPERIMENT = (
    'updateExperiment(id: $id, revision: 1, input: {summary: "Neu"})',
    "submitForReview(id: $id)",
    "sendBack(id: $id)",
    "publish(id: $id)",
    "archive(id: $id)",
    "withdraw(id: $id, reason: OTHER)",
)
ON_A_VIDEO = (
    'updateVideo(id: $id, revision: 1, input: {summary: "Neu"})',
    f'setCaption(id: $id, language: "de", text: "{CAPTIONS}")',
    'reviewCaption(id: $id, language: "de")',
    'removeCaption(id: $id, language: "de")',
    'writeCaptions(id: $id, language: "de")',
    "cancelCaptions(id: $id)",
    'beginVideoUpload(id: $id, filename: "film.mp4", bytes: 1000)',
    "videoUploadParts(id: $id)",
    "completeVideoUpload(id: $id)",
    "transcodeVideo(id: $id)",
    "cancelVideoProcessing(id: $id)",
    "removeVideoTrack(id: $id, track: SIGN_LANGUAGE)",
)
OF_AUTHORS = (
    'createExperiment(input: {title: "Recht", question: "?"})',
    'createGuide(input: {title: "Recht", goal: "!"})',
    'createVideo(input: {title: "Recht"})',
    'beginImage(mimeType: "image/png", bytes: 10)',
    'finishImage(key: "images/nobody/picture.png", alt: "")',
)
ON_ITEMS = [
    *(("experiment", call) for call in ON_AN_EXPERIMENT),
    *(("video", call) for call in ON_A_VIDEO),
]
NEW = {
    "experiment": 'createExperiment(input: {title: "%s", question: "?"}) { it: experiment { id } }',
    "video": 'createVideo(input: {title: "%s"}) { it: video { id } }',
}


@pytest.fixture(scope="module")
async def all_of_them(hub: Hub, stranger: Consumer) -> AsyncIterator[dict[str, Consumer]]:
    roles = {"reader": Role.READER, "maker": Role.AUTHOR, "other": Role.AUTHOR}
    async with people(hub, **roles, editor=Role.EDITOR) as found:
        yield {"stranger": stranger, **found}


async def codes(who: Consumer, call: str, **variables: Any) -> list[str]:
    head = "mutation ($id: ID!)" if "$id" in call else "mutation"
    payload = await who.mutate(f"{head} {{ {call} {{ userErrors {{ code }} }} }}", **variables)
    return [error["code"] for error in payload["userErrors"]]


async def draft_of(maker: Consumer, kind: str) -> str:
    call = NEW[kind] % f"Recht {uuid4().hex[:8]}"
    item_id: str = (await maker.mutate(f"mutation {{ {call} }}"))["it"]["id"]
    return item_id


async def stored(hub: Hub, kind: str, item_id: str, *, publish: bool = False) -> dict[str, Any]:
    """The item's document; published first where asked for, whatever it still lacks."""
    settings = hub.environment(f"{kind}s")
    own_id = {"_id": decode(item_id)[1]}
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents:
        if publish:
            shown = {"status": "published", "published_at": now()}
            await documents["items"].update_one(own_id, {"$set": shown})
        found = await documents["items"].find_one(own_id, {"outbox": 0, "unsent": 0})
    assert found
    return found


@pytest.mark.parametrize(("kind", "call"), ON_ITEMS)
async def test_what_is_published_is_changed_by_editors_alone(
    hub: Hub, all_of_them: dict[str, Consumer], kind: str, call: str
) -> None:
    item_id = await draft_of(all_of_them["maker"], kind)
    before = await stored(hub, kind, item_id, publish=True)
    assert await codes(all_of_them["stranger"], call, id=item_id) == ["unauthenticated"]
    for name in ("reader", "other", "maker"):
        assert await codes(all_of_them[name], call, id=item_id) == ["forbidden"], name
    assert await stored(hub, kind, item_id) == before
    assert "forbidden" not in await codes(all_of_them["editor"], call, id=item_id)


@pytest.mark.parametrize(("kind", "call"), ON_ITEMS)
async def test_a_draft_is_changed_by_its_maker_and_editors(
    hub: Hub, all_of_them: dict[str, Consumer], kind: str, call: str
) -> None:
    item_id = await draft_of(all_of_them["maker"], kind)
    before = await stored(hub, kind, item_id)
    for name in ("stranger", "reader", "other"):
        (code,) = await codes(all_of_them[name], call, id=item_id)
        assert code in {"not_found", "unauthenticated", "forbidden"}, name
    assert await stored(hub, kind, item_id) == before
    may = not call.startswith(("sendBack", "publish", "archive", "withdraw"))
    assert ("forbidden" not in await codes(all_of_them["maker"], call, id=item_id)) is may


@pytest.mark.parametrize("call", OF_AUTHORS)
async def test_only_authors_make_something(all_of_them: dict[str, Consumer], call: str) -> None:
    assert await codes(all_of_them["stranger"], call) == ["unauthenticated"]
    assert await codes(all_of_them["reader"], call) == ["forbidden"]


async def test_only_editors_rebuild_the_log(all_of_them: dict[str, Consumer]) -> None:
    call = "rebuildLog(kind: EXPERIMENT)"
    assert await codes(all_of_them["stranger"], call) == ["unauthenticated"]
    for name in ("reader", "maker"):
        assert await codes(all_of_them[name], call) == ["forbidden"]
    assert await codes(all_of_them["editor"], call) == []
