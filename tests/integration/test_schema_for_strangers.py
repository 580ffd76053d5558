"""What a stranger reads of an item, and that the operations which the schema shows can be asked."""

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLObjectType, build_schema

from infra.local.supervisor import Hub
from tests.consumer import UPDATE, Consumer
from tests.contracts.test_schema import COMMITTED

QUERIES = build_schema(COMMITTED).query_type
FOR_EDITORS = {
    *("versions", "followedHubs", "followedItems", "followedAmounts", "followedItem"),
}
ITEM = """
query ($id: ID!) { node(id: $id) { id ... on Experiment {
  canonicalUrl language publisher version contentHash revision
  licence { code url } attribution { text html } translations { id }
  hypothesis hypothesisHtml hypothesisPlain
  hypothesisBlocks { kind level listDepth spans { text strong href } } } } }
"""


def shown() -> list[tuple[str, str]]:
    assert isinstance(QUERIES, GraphQLObjectType)
    said = ((name, field.description or "") for name, field in QUERIES.fields.items())
    return [(name, text.partition(" Example: `")[2].removesuffix("`")) for name, text in said]


async def read(reader: Consumer, item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await reader.data(ITEM, id=item["id"]))["node"]
    return found


@pytest.mark.parametrize(("name", "query"), shown())
async def test_a_query_that_the_schema_shows_is_answered(
    stranger: Consumer, name: str, query: str
) -> None:
    answer = await stranger.ask(query)
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert codes <= ({"unauthenticated"} if name in FOR_EDITORS else {"not_found"})


async def test_an_item_has_all_that_its_reuse_needs(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    title = f"Wie <laut>? {uuid4().hex[:6]}"
    text = "## Lärm\n\n- **laut** [hier](https://iserlohn.de)"
    made = await editor.published(title=title, hypothesis=text, authors=[{"name": "Kim Muster"}])
    found = await read(stranger, made)
    page = f"{hub.url}/experimente/{made['slug']}"
    assert (found["canonicalUrl"], found["language"]) == (page, "de")
    assert found["attribution"]["text"] == (
        f"„{title}“, Kim Muster, Stadt Iserlohn, CC BY 4.0 ({found['licence']['url']}), {page}"
    )
    assert "&lt;laut&gt;" in found["attribution"]["html"]
    assert (found["hypothesis"], found["hypothesisPlain"]) == (text, "Lärm\n\nlaut hier")
    assert "<h2>Lärm</h2>" in found["hypothesisHtml"]
    assert found["hypothesisBlocks"] == [
        block("HEADING", 2, 0, ("Lärm", False, None)),
        block("LIST_ITEM", 0, 1, ("laut", True, None), (" ", False, None), LINK),
    ]


LINK = ("hier", False, "https://iserlohn.de")


def block(kind: str, level: int, depth: int, *spans: tuple[str, bool, str | None]) -> Any:
    made = [{"text": text, "strong": strong, "href": href} for text, strong, href in spans]
    return {"kind": kind, "level": level, "listDepth": depth, "spans": made}


async def test_the_version_changes_with_what_an_item_says_and_only_then(
    editor: Consumer, stranger: Consumer
) -> None:
    made = await editor.published(title=f"Zitierbar {uuid4().hex[:6]}")
    first = await read(stranger, made)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.[0-9a-f]{8}", first["version"])
    assert first["version"] == f"{datetime.now(UTC):%Y-%m-%d}.{first['contentHash'][:8]}"
    await editor.move("archive", made["id"])
    await editor.move("sendBack", made["id"])
    again = (await editor.move("publish", made["id"]))["content"]
    same = await read(stranger, made)
    assert (same["revision"] > first["revision"], same["version"]) == (True, first["version"])
    await editor.mutate(
        UPDATE, id=made["id"], revision=again["revision"], input={"summary": "Neu."}
    )
    assert (await read(stranger, made))["version"] != first["version"]


async def test_what_was_taken_over_names_its_source(editor: Consumer, stranger: Consumer) -> None:
    origin = {"url": "https://soest.example/löten?a=1&b=2", "publisher": "Stadt <Soest>"}
    made = await editor.published(title=f"Übernommen {uuid4().hex[:6]}", origin=origin)
    told = (await read(stranger, made))["attribution"]
    assert told["text"].endswith(f", Quelle: Stadt <Soest> ({origin['url']})")
    assert 'href="https://soest.example/löten?a=1&amp;b=2">Stadt &lt;Soest&gt;</a>' in told["html"]
