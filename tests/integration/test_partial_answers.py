"""A service that hangs is missed; all that the others hold is there, in data and on pages."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.eventually import eventually

ASKED = """
query ($ids: [ID!]!) {
  experiments(first: 1) { nodes { title } }
  %(guides)s: guides(first: 1) { totalCount nodes { title } }
  fields { slug }
  nodes(ids: $ids) { id }
}
"""
GUIDE = """
mutation {
  createGuide(input: {title: "Still", goal: "!"}) { guide { id path title } userErrors { code } } }
"""
RELATED = """
query ($tag: String!) { experiments(filter: {tag: $tag}) { nodes { title related { title } } } }
"""
FOUND = "query ($query: String!) { search(query: $query) { nodes { id } } }"
HTML = {"Accept": "text/html"}
GUIDES_MISSING = "Die Anleitungen sind gerade nicht erreichbar."
HITS_MISSING = "Einige Treffer sind gerade nicht erreichbar."
RELATED_MISSING = "Was dazu passt, ist gerade nicht erreichbar."


@asynccontextmanager
async def hanging(hub: Hub, name: str) -> AsyncIterator[None]:
    """The program answers nobody; then it is killed, and started again."""
    os.kill(hub.pid(name), signal.SIGSTOP)
    try:
        yield
    finally:
        await hub.kill(name)
        await hub.ready(name)


async def test_the_rest_is_answered_and_shown(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    title = f"Da {uuid4().hex[:8]}"
    item = await editor.published(title=title)
    guide = (await editor.mutate(GUIDE))["guide"]
    alias = f"guides_{uuid4().hex[:8]}"
    document = ASKED % {"guides": alias}
    async with hanging(hub, "guides"):
        answer = await editor.ask(document, ids=[item["id"], guide["id"]])
        assert answer["data"]["experiments"]["nodes"] == [{"title": title}]
        assert answer["data"]["fields"]
        assert answer["data"]["nodes"] == [{"id": item["id"]}, None]
        assert answer["data"][alias] is None
        errors = {tuple(each["path"]): each["extensions"]["code"] for each in answer["errors"]}
        assert errors.keys() == {(alias,), ("nodes", 1)}
        assert set(errors.values()) <= {"unavailable", "timeout"}
        await _pages(stranger, title)
        await _desk(editor)
    assert (await editor.data(document, ids=[guide["id"]]))["nodes"] == [{"id": guide["id"]}]


async def _pages(stranger: Consumer, title: str) -> None:
    fresh = {"frisch": uuid4().hex}
    start = await stranger.http.get("/", headers=HTML, params=fresh)
    assert start.status_code == 200
    assert title in start.text
    assert start.text.count(GUIDES_MISSING) == 1
    for path in ("/felder/umwelt", "/gebaerdensprache"):
        page = await stranger.http.get(path, headers=HTML, params=fresh)
        assert (page.status_code, page.text.count(GUIDES_MISSING)) == (200, 1), path
    plain = await stranger.http.get("/leichte-sprache", headers=HTML, params=fresh)
    assert (plain.status_code, "Ein Teil der Seite geht gerade nicht." in plain.text) == (200, True)
    missing = await stranger.http.get("/anleitungen", headers=HTML, params=fresh)
    assert missing.status_code == 503
    assert "Gerade nicht erreichbar" in missing.text


async def _desk(editor: Consumer) -> None:
    desk = await editor.http.get("/redaktion", headers=HTML)
    assert (desk.status_code, desk.text.count(GUIDES_MISSING)) == (200, 1)


async def test_an_item_is_there_without_what_belongs_to_it(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    tag = uuid4().hex
    guide = (await editor.mutate(GUIDE))["guide"]
    await editor.move("publish", guide["id"])
    link = {"kind": "GUIDE", "id": guide["id"]}
    item = await editor.published(title=f"Mit {tag[:8]}", tags=[tag], related=[link])
    path = f"/experimente/{item['slug']}"
    await eventually(
        lambda: stranger.data(FOUND, query=guide["title"]),
        lambda data: guide["id"] in [hit["id"] for hit in data["search"]["nodes"]],
    )
    async with hanging(hub, "guides"):
        answer = await stranger.ask(RELATED, tag=tag)
        nodes = answer["data"]["experiments"]["nodes"]
        assert nodes == [{"title": item["title"], "related": None}]
        (error,) = answer["errors"]
        assert error["path"] == ["experiments", "nodes", 0, "related"]
        page = await stranger.http.get(path, headers=HTML)
        assert (page.status_code, page.text.count(RELATED_MISSING)) == (200, 1)
        missing = await stranger.http.get(guide["path"], headers=HTML)
        assert missing.status_code == 503
        hits = await stranger.http.get("/suche", params={"q": guide["title"]}, headers=HTML)
        assert (hits.status_code, hits.text.count(HITS_MISSING)) == (200, 1)
    found = await stranger.data(RELATED, tag=tag)
    assert found["experiments"]["nodes"][0]["related"] == [{"title": "Still"}]
    page = await stranger.http.get(path, params={"frisch": tag}, headers=HTML)
    assert RELATED_MISSING not in page.text
