"""The feed of changes, as another municipality reads it: over GraphQL, REST and as a stream."""

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest

from infra.local.supervisor import Hub
from shared.contracts.portable import hash_of
from tests.consumer import UPDATE, WITHDRAW, Consumer

CHANGES = """query ($after: String, $first: Int! = 20, $kinds: [ContentKind!], $fields: [String!],
  $licences: [LicenceCode!]) {
  changes(after: $after, first: $first, kinds: $kinds, fields: $fields, licences: $licences) {
    nodes { cursor id kind deleted reason revision at
      content { id title contentHash canonicalUrl } } endCursor hasNextPage } }"""
ITEMS = "/api/v1/items"
ONLY = {"kinds": ["EXPERIMENT"]}
Answer = dict[str, Any]


async def read(consumer: Consumer, after: str | None = None, **wanted: Any) -> Answer:
    """The feed of experiments from a place on, to its end: films change by themselves."""
    nodes: list[Answer] = []
    wanted = ONLY | wanted
    while True:
        page: Answer = (await consumer.data(CHANGES, after=after, **wanted))["changes"]
        nodes += page["nodes"]
        after = page["endCursor"]
        if not page["hasNextPage"]:
            return {"nodes": nodes, "endCursor": after}


async def end(consumer: Consumer) -> str:
    cursor: str = (await read(consumer, first=100))["endCursor"]
    return cursor


@pytest.fixture
async def rest(hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as http:
        yield http


async def test_each_change_is_told_once_and_ends_in_a_tombstone(
    editor: Consumer, stranger: Consumer
) -> None:
    cursor = await end(stranger)
    draft = await editor.experiment(title="Erst geheim")
    assert (await read(stranger, cursor))["nodes"] == []
    await editor.move("publish", draft["id"])
    (told,) = (await read(stranger, cursor))["nodes"]
    assert (told["id"], told["kind"], told["deleted"]) == (draft["id"], "EXPERIMENT", False)
    assert told["content"]["title"] == "Erst geheim"
    changed = await editor.mutate(
        UPDATE, id=draft["id"], revision=told["revision"], input={"title": "Jetzt offen"}
    )
    assert changed["userErrors"] == []
    (again,) = (await read(stranger, told["cursor"]))["nodes"]
    assert again["content"]["title"] == "Jetzt offen"
    assert again["content"]["contentHash"] != told["content"]["contentHash"]
    assert [each["id"] for each in (await read(stranger, cursor))["nodes"]] == [draft["id"]]
    await editor.mutate(WITHDRAW, id=draft["id"], reason="SAFETY_RECALL")
    (gone,) = (await read(stranger, again["cursor"]))["nodes"]
    assert (gone["deleted"], gone["reason"], gone["content"]) == (True, "SAFETY_RECALL", None)
    assert (await read(stranger, gone["cursor"]))["nodes"] == []


async def test_who_begins_hears_of_nothing_that_was_gone_before(
    editor: Consumer, stranger: Consumer
) -> None:
    gone = await editor.published(title="War einmal")
    await editor.mutate(WITHDRAW, id=gone["id"], reason="OTHER")
    there = await editor.published(title="Ist da")
    found = (await read(stranger, first=7))["nodes"]
    ids = [each["id"] for each in found]
    assert there["id"] in ids
    assert gone["id"] not in ids
    assert len(ids) == len(set(ids))
    assert not any(each["deleted"] for each in found)


async def test_what_goes_while_somebody_reads_from_the_beginning_is_told(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await editor.published(title="Verschwindet beim Lesen")
    await editor.published(title="Danach")
    first: Answer = (await stranger.data(CHANGES, first=1, **ONLY))["changes"]
    await editor.mutate(WITHDRAW, id=item["id"], reason="RIGHTS")
    rest_of_it = (await read(stranger, first["endCursor"], first=50))["nodes"]
    (told,) = [each for each in rest_of_it if each["id"] == item["id"]]
    assert (told["deleted"], told["reason"]) == (True, "RIGHTS")


async def test_what_leaves_a_field_is_gone_for_who_follows_the_field(
    editor: Consumer, stranger: Consumer
) -> None:
    wanted: dict[str, Any] = {"fields": ["energie"]}
    cursor = (await read(stranger, first=100, **wanted))["endCursor"]
    item = await editor.published(title="Strom", fields=["energie"])
    other = await editor.published(title="Anderes", fields=["bildung"])
    told = (await read(stranger, cursor, **wanted))["nodes"]
    assert [(each["id"], each["deleted"]) for each in told] == [
        (item["id"], False),
        (other["id"], True),
    ]
    await editor.mutate(UPDATE, id=item["id"], revision=2, input={"fields": ["bildung"]})
    (left,) = (await read(stranger, told[-1]["cursor"], **wanted))["nodes"]
    assert (left["id"], left["deleted"], left["reason"]) == (item["id"], True, None)
    begun = (await read(stranger, first=100, **wanted))["nodes"]
    assert item["id"] not in [each["id"] for each in begun]
    assert (await read(stranger, cursor, kinds=["GUIDE"]))["nodes"] == []
    free = (await read(stranger, cursor, licences=["CC0_1_0"]))["nodes"]
    assert all(each["deleted"] for each in free)


@pytest.mark.parametrize(
    ("after", "code"),
    [
        ("Unsinn", "invalid"),
        ("", None),
        ("kwECAw", "cursor_unknown"),
        ("a" * 5000, "invalid"),
    ],
)
async def test_a_bad_cursor_has_a_clear_error(
    stranger: Consumer, rest: httpx.AsyncClient, after: str, code: str | None
) -> None:
    answer = await stranger.ask(CHANGES, after=after)
    codes = {error["extensions"]["code"] for error in answer.get("errors", [])}
    assert codes == ({code} if code else set())
    page = await rest.get(ITEMS, params={"cursor": after})
    assert page.status_code == {None: 200, "invalid": 400, "cursor_unknown": 410}[code]


async def test_a_cursor_from_the_future_is_unknown(stranger: Consumer) -> None:
    begun = await end(stranger)
    began, sequence, until = msgspec.msgpack.decode(_bytes(begun))
    future = msgspec.msgpack.encode((began, sequence + 1_000_000, until))
    answer = await stranger.ask(CHANGES, after=_text(future))
    assert answer["errors"][0]["extensions"]["code"] == "cursor_unknown"


def _bytes(cursor: str) -> bytes:
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


def _text(cursor: bytes) -> str:
    return base64.urlsafe_b64encode(cursor).decode().rstrip("=")


async def test_over_rest_with_pages_tags_and_hashes(
    hub: Hub, editor: Consumer, rest: httpx.AsyncClient
) -> None:
    before = datetime.now(UTC).isoformat()
    made = [await editor.published(title=f"Nummer {number}") for number in range(3)]
    asked: dict[str, Any] = {"modified_since": before, "first": 2, "kind": "experiment"}
    page = await rest.get(ITEMS, params=asked)
    assert page.headers["access-control-allow-origin"] == "*"
    first: Answer = page.json()
    assert [each["content"]["title"] for each in first["results"]] == ["Nummer 0", "Nummer 1"]
    second = (await rest.get(first["next"])).json()
    assert [each["id"] for each in second["results"]] == [made[2]["id"]]
    assert second["next"] is None
    for each in first["results"]:
        assert each["contentHash"] == hash_of(each["content"])
        assert each["url"].startswith(f"{hub.url}/experimente/")
        assert each["licence"]["code"] == "CC-BY-4.0"
        assert each["url"] in each["attribution"]["text"]
        assert "created_by" not in each["content"]
    known = {"If-None-Match": page.headers["etag"]}
    again = await rest.get(ITEMS, params=asked, headers=known)
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "query",
    [{"first": "0"}, {"first": "101"}, {"first": "x"}, {"kind": "podcast"}, {"licence": "MIT"},
     {"modified_since": "gestern"}],
)  # fmt: skip
async def test_bad_questions_have_clear_answers(
    rest: httpx.AsyncClient, query: dict[str, str]
) -> None:
    page = await rest.get(ITEMS, params=query)
    assert page.status_code == 400
    assert page.json()["detail"]


async def test_everything_as_lines_with_a_checksum(
    editor: Consumer, rest: httpx.AsyncClient
) -> None:
    item = await editor.published(title="In der Ausfuhr")
    export = await rest.get(f"{ITEMS}.jsonl")
    assert export.headers["content-type"].startswith("application/jsonl")
    *lines, last = export.content.splitlines(keepends=True)
    told = msgspec.json.decode(last)
    assert told["count"] == len(lines)
    assert told["sha256"] == hashlib.sha256(b"".join(lines)).hexdigest()
    assert item["id"] in [msgspec.json.decode(line)["id"] for line in lines]
    news = await rest.get(ITEMS, params={"cursor": told["cursor"], "kind": "experiment"})
    assert news.json()["results"] == []


async def test_as_a_stream_within_seconds(editor: Consumer, rest: httpx.AsyncClient) -> None:
    cursor = (await rest.get(f"{ITEMS}.jsonl")).text.splitlines()[-1]
    start = msgspec.json.decode(cursor)["cursor"]
    told: list[Answer] = []
    ids: list[str] = []

    async def listen() -> None:
        async with rest.stream(
            "GET", "/api/v1/changes?kind=experiment", headers={"Last-Event-ID": start}
        ) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            async for line in stream.aiter_lines():
                name, _, value = line.partition(": ")
                if name == "id":
                    ids.append(value)
                if name == "data":
                    told.append(msgspec.json.decode(value))
                if len(told) == 2:
                    return

    listening = asyncio.create_task(listen())
    item = await editor.published(title=f"Live {uuid4().hex[:6]}")
    async with asyncio.timeout(10):
        while not told:
            await asyncio.sleep(0.05)
        await editor.mutate(WITHDRAW, id=item["id"], reason="PRIVACY")
        await listening
    assert [(each["id"], each["deleted"]) for each in told] == [
        (item["id"], False),
        (item["id"], True),
    ]
    assert told[1]["reason"] == "privacy"
    news = await rest.get(ITEMS, params={"cursor": ids[-1], "kind": "experiment"})
    assert news.json()["results"] == []


async def test_no_address_may_hold_more_than_ten_streams(
    editor: Consumer, rest: httpx.AsyncClient
) -> None:
    """A stream that has said something has its seat."""
    await editor.published(title="Für alle, die schon folgen")
    async with asyncio.timeout(20), AsyncExitStack() as open_streams:
        followed = list[AsyncIterator[str]]()
        for _ in range(10):
            stream = await open_streams.enter_async_context(rest.stream("GET", "/api/v1/changes"))
            assert stream.status_code == 200
            followed.append(stream.aiter_lines())
            assert await anext(followed[-1])
        assert (await rest.get("/api/v1/changes")).status_code == 429
    async with asyncio.timeout(20):
        while True:
            async with rest.stream("GET", "/api/v1/changes") as stream:
                if stream.status_code == 200:
                    break
            await asyncio.sleep(0.1)


async def test_not_even_at_the_same_moment(editor: Consumer, rest: httpx.AsyncClient) -> None:
    """Thirty at once: ten follow, the others are told to come again, or refused."""
    await editor.published(title="Für alle, die folgen")

    async def first_words() -> str:
        async with rest.stream("GET", "/api/v1/changes") as stream:
            if stream.status_code == 429:
                return "refused"
            async for line in stream.aiter_lines():
                if line.startswith("event: "):
                    await asyncio.sleep(2)
                    return line
        return ""

    async with asyncio.timeout(40):
        said = await asyncio.gather(*(first_words() for _ in range(30)))
    assert said.count("event: change") <= 10
    assert said.count("event: change") + said.count("event: away") + said.count("refused") == 30


async def test_scripts_of_other_sites_may_ask(rest: httpx.AsyncClient) -> None:
    asked = {"Origin": "https://www.iserlohn.de", "Access-Control-Request-Method": "POST"}
    preflight = await rest.options("/graphql", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in preflight.headers
    page = await rest.get("/", headers={"Origin": "https://www.iserlohn.de"})
    assert "access-control-allow-origin" not in page.headers
