"""How often the gateway asks the services: once a kind for a page, however it is nested."""

import asyncio
import json
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
ITEMS = 20


async def asked(hub: Hub) -> dict[str, int]:
    """How many requests each endpoint has answered since its service began."""
    client = await nats.connect(hub.nats_url())
    counts: dict[str, int] = {}
    for kind in KINDS.values():
        answer = await client.request(f"$SRV.STATS.{kind.plural}", b"", timeout=5)
        for endpoint in json.loads(answer.data)["endpoints"]:
            counts[endpoint["subject"]] = endpoint["num_requests"]
    await client.close()
    return counts


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
    for _ in range(3):  # from the second time on it is compiled
        before = await asked(hub)
        found = await stranger.data(PAGE, tag=tag)
        nodes = found["experiments"]["nodes"]
        assert [len(node["related"]) for node in nodes] == [1] * ITEMS
        after = await asked(hub)
        spent = {name: after[name] - before[name] for name in after if after[name] != before[name]}
        assert spent == {"experiments.list": 1, "guides.get_many": 1}


async def _guide(editor: Consumer) -> str:
    made = await editor.mutate(GUIDE, title=f"Anleitung {uuid4().hex[:6]}")
    guide_id: str = made["guide"]["id"]
    await editor.move("publish", guide_id)
    return guide_id
