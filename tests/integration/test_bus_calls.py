"""How often the gateway asks the services: once a kind for a page, however it is nested."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
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
SEVERAL_LISTS = """query ($one: String!, $other: String!, $slug: String!, $ids: [ID!]!) {
  all: experiments(first: 5) { totalCount }
  some: experiments(first: 20, filter: {tag: $one}) { nodes { title translations { id } } }
  others: experiments(first: 20, filter: {tag: $other}) { nodes { title } }
  experiment(slug: $slug) { title }
  nodes(ids: $ids) { id }
}"""
SLUGS = """query ($one: String!, $other: String!) {
  one: guide(slug: $one) { title } other: guide(slug: $other) { title }
  same: guide(slug: $one) { title } none: guide(slug: "gibt-es-nicht") { title } }"""
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
        link = {"kind": "GUIDE", "id": guide["id"]}
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


async def test_lists_slugs_and_ids_of_a_kind_go_in_one_message(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    tags = [uuid4().hex, uuid4().hex]
    first, second = [await editor.published(title=f"Versuch {tag[:6]}", tags=[tag]) for tag in tags]
    unlisted = await editor.published(title=f"Ohne {tags[0][:6]}")
    given = {"one": tags[0], "other": tags[1], "slug": second["slug"], "ids": [unlisted["id"]]}
    for _ in range(2):  # the second time it is compiled
        async with counted(hub) as spent:
            found = await stranger.data(SEVERAL_LISTS, **given)
        assert [node["title"] for node in found["some"]["nodes"]] == [first["title"]]
        assert [node["title"] for node in found["others"]["nodes"]] == [second["title"]]
        assert found["experiment"]["title"] == second["title"]
        assert found["nodes"] == [{"id": unlisted["id"]}]
        assert spent == {"experiments.bundle": 1, "experiments.translations": 1}
        await editor.published(title=f"Etwas Neues {uuid4().hex[:6]}")


async def test_the_same_slug_twice_is_asked_for_once_and_each_fails_alone(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    one, other = [await _guide(editor) for _ in range(2)]
    async with counted(hub) as spent:
        found = await stranger.data(SLUGS, one=one["slug"], other=other["slug"])
    assert found["one"] == found["same"] == {"title": one["title"]}
    assert found["other"] == {"title": other["title"]}
    assert found["none"] is None
    assert spent == {"guides.bundle": 1}


async def _guide(editor: Consumer) -> dict[str, Any]:
    """A new guide that everybody sees."""
    made = await editor.mutate(GUIDE, title=f"Anleitung {uuid4().hex[:6]}")
    content: dict[str, Any] = (await editor.move("publish", made["guide"]["id"]))["content"]
    return content
