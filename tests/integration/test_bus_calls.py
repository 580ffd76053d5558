"""How often the gateway asks the services: once a kind for a page, however it is nested."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import nats

from infra.local.supervisor import Hub
from shared.contracts.kinds import KINDS
from tests.consumer import Consumer

GUIDE = """
mutation ($title: String!) { createGuide(input: {title: $title, goal: "!"}) {
  guide { id } userErrors { message } } }
"""
RELATE = """
mutation ($id: ID!, $related: [ReferenceInput!]!) {
  updateExperiment(id: $id, revision: 1, input: {related: $related}) {
    experiment { id } userErrors { message } } }
"""
PAGE = """
query ($tag: String!) { experiments(first: 20, filter: {tag: $tag}) {
  nodes { title related { title ... on Guide { goal related { title } } } } } }
"""
SEVERAL = """query ($id: ID!, $ids: [ID!]!) {
  node(id: $id) { id } experiment(id: $id) { title } nodes(ids: $ids) { id } }"""
ITEMS = 20


async def asked(hub: Hub) -> dict[str, int]:
    """How many requests each endpoint has answered since its service began; those of the search,
    which looks at what has changed, are left out.
    """
    client = await nats.connect(hub.nats_url())
    counts: dict[str, int] = {}
    for kind in KINDS.values():
        answer = await client.request(f"$SRV.STATS.{kind.plural}", b"", timeout=5)
        for endpoint in json.loads(answer.data)["endpoints"]:
            if not endpoint["subject"].startswith("entries."):
                counts[endpoint["subject"]] = endpoint["num_requests"]
    await client.close()
    return counts


@asynccontextmanager
async def counted(hub: Hub) -> AsyncIterator[dict[str, int]]:
    """How many requests each endpoint has answered meanwhile."""
    spent: dict[str, int] = {}
    before = await asked(hub)
    yield spent
    after = await asked(hub)
    spent |= {name: after[name] - before[name] for name in after if after[name] != before[name]}


async def test_a_page_of_related_items_costs_one_call_a_kind(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    tag = uuid4().hex
    guides = await asyncio.gather(*(_guide(editor) for _ in range(ITEMS)))
    for guide in guides:
        draft = await editor.experiment(title=f"Reihe {uuid4().hex[:6]}", tags=[tag])
        link = {"kind": "GUIDE", "id": guide}
        await editor.mutate(RELATE, id=draft["id"], related=[link])
        await editor.move("publish", draft["id"])
    once = {"experiments.list": 1, "guides.get_many": 1}
    for calls in (once, once, {}):  # the second time it is compiled, and then kept
        async with counted(hub) as spent:
            found = await stranger.data(PAGE, tag=tag)
        nodes = found["experiments"]["nodes"]
        assert [len(node["related"]) for node in nodes] == [1] * ITEMS
        assert spent == calls


async def test_what_came_in_a_list_is_not_fetched_again_and_each_id_once(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    tag = uuid4().hex
    first = await editor.published(title=f"Erstes {tag[:6]}", tags=[tag])
    link = {"kind": "EXPERIMENT", "id": first["id"]}
    for number in range(3):
        await editor.published(title=f"Folge {number} {tag[:6]}", tags=[tag], related=[link])
    async with counted(hub) as spent:
        await stranger.data(PAGE, tag=tag)
    assert spent == {"experiments.list": 1}
    async with counted(hub) as spent:
        await stranger.data(SEVERAL, id=first["id"], ids=[first["id"]] * 5)
    assert spent == {"experiments.get_many": 1}


async def _guide(editor: Consumer) -> str:
    made = await editor.mutate(GUIDE, title=f"Anleitung {uuid4().hex[:6]}")
    guide_id: str = made["guide"]["id"]
    await editor.move("publish", guide_id)
    return guide_id
