"""A stored document that cannot be read: nobody's mistake, named in the log, alone in its fate."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.kit.documents import database
from tests.consumer import Consumer

LIST = "query ($tag: String!) { experiments(filter: {tag: $tag}) { totalCount nodes { id } } }"
ONE = "query ($slug: String!) { experiment(slug: $slug) { id } }"
MANY = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
TAG = uuid4().hex


@pytest.fixture
async def whole(editor: Consumer) -> dict[str, Any]:
    return await editor.published(title=f"Heil {uuid4().hex[:8]}", tags=[TAG])


@pytest.fixture
async def damaged(hub: Hub, editor: Consumer) -> AsyncIterator[dict[str, Any]]:
    """A published experiment with a difficulty that does not exist."""
    item = await editor.published(title=f"Beschädigt {uuid4().hex[:8]}", tags=[TAG])
    own_id = decode(item["id"])[1]
    settings = hub.environment("experiments")
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents:
        await documents["items"].update_one({"_id": own_id}, {"$set": {"difficulty": "nonsense"}})
        yield item
        await documents["items"].update_one({"_id": own_id}, {"$set": {"difficulty": "easy"}})


async def test_lists_leave_it_out(
    whole: dict[str, Any], damaged: dict[str, Any], stranger: Consumer
) -> None:
    found = (await stranger.data(LIST, tag=TAG))["experiments"]["nodes"]
    assert whole["id"] in [node["id"] for node in found]
    assert damaged["id"] not in [node["id"] for node in found]
    nodes = (await stranger.data(MANY, ids=[whole["id"], damaged["id"]]))["nodes"]
    assert nodes == [{"id": whole["id"]}, None]


async def test_asked_for_by_itself_it_is_an_incident(
    hub: Hub, damaged: dict[str, Any], stranger: Consumer
) -> None:
    (error,) = (await stranger.ask(ONE, slug=damaged["slug"]))["errors"]
    assert error["extensions"]["code"] == "internal"
    assert "nonsense" not in error["message"]
    incident = error["message"].rpartition(" ")[2]
    lines = (hub.data / "logs" / "experiments.log").read_text().splitlines()
    (line,) = (line for line in lines if incident in line)
    assert decode(damaged["id"])[1] in line


async def test_its_page_says_that_it_is_our_fault(
    damaged: dict[str, Any], stranger: Consumer
) -> None:
    page = await stranger.http.get(
        f"/experimente/{damaged['slug']}", headers={"Accept": "text/html"}
    )
    assert page.status_code == 500
    assert "nonsense" not in page.text


async def test_what_an_editor_sends_is_still_checked(editor: Consumer) -> None:
    answer = await editor.ask("{ experiments(first: 1000) { totalCount } }")
    assert answer["errors"][0]["extensions"]["code"] == "invalid"
