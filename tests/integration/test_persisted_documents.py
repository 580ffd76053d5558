"""Documents that are kept here and named by their hash; what caches on the way are told."""

import argparse
import hashlib
import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from gateway.auth.key_administration import KeyAdministration, add_key_actions
from gateway.graphql.persisted import NOT_FOUND
from infra.local.supervisor import Hub
from shared.kit.documents import database
from tests.consumer import UPDATE, Consumer
from tests.gateway import gateway


def document() -> str:
    """One that nobody has asked before."""
    return f"query Neu{uuid4().hex} ($id: ID!) {{ node(id: $id) {{ ... on Content {{ title }} }} }}"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def apollo(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256(text)}}


async def by_name(
    http: httpx.AsyncClient, text: str, *, headers: dict[str, str] | None = None, **variables: Any
) -> httpx.Response:
    params = {"documentId": f"sha256:{sha256(text)}", "variables": json.dumps(variables)}
    return await http.get("/graphql", params=params, headers=headers)


async def register(consumer: Consumer, text: str, **variables: Any) -> httpx.Response:
    body = {"query": text, "extensions": apollo(text), "variables": variables}
    return await consumer.http.post("/graphql", json=body)


@pytest.fixture(scope="module")
async def item(editor: Consumer) -> dict[str, Any]:
    return await editor.published(title="Zum Benennen")


async def is_kept(stranger: Consumer, text: str, item: dict[str, Any]) -> bool:
    answer = await by_name(stranger.http, text, id=item["id"])
    if answer.is_success:
        return bool(answer.json()["data"]["node"])
    assert answer.status_code == 404
    (error,) = answer.json()["errors"]
    assert error["message"] == "PersistedQueryNotFound"
    assert error["extensions"]["code"] == NOT_FOUND
    assert answer.headers.get("cache-control") is None
    return False


async def test_who_is_signed_in_registers_and_everybody_asks_by_name(
    editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    text = document()
    assert not await is_kept(stranger, text, item)
    assert (await register(editor, text, id=item["id"])).json()["data"]["node"]
    assert await is_kept(stranger, text, item)
    by_apollo = {
        "extensions": json.dumps(apollo(text)),
        "variables": json.dumps({"id": item["id"]}),
    }
    for answer in (
        await stranger.http.get("/graphql", params=by_apollo),
        await stranger.http.post(
            "/graphql", json={"documentId": sha256(text), "variables": {"id": item["id"]}}
        ),
    ):
        assert answer.json()["data"]["node"]["title"] == "Zum Benennen"


async def test_strangers_are_answered_and_keep_nothing_here(
    stranger: Consumer, item: dict[str, Any]
) -> None:
    text = document()
    assert (await register(stranger, text, id=item["id"])).json()["data"]["node"]
    assert not await is_kept(stranger, text, item)


async def test_a_key_registers_where_it_was_given_for_that(
    hub: Hub, stranger: Consumer, item: dict[str, Any]
) -> None:
    settings, parser = hub.environment("gateway"), argparse.ArgumentParser()
    add_key_actions(parser)
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as documents:
        for scope in ("read", "register"):
            words = ["create", f"stadt-{uuid4().hex[:8]}", "--scope", scope]
            (secret,) = await KeyAdministration(documents).do(parser.parse_args(words))
            text = document()
            async with Consumer.at(hub.url, secret) as city:
                await register(city, text, id=item["id"])
            assert await is_kept(stranger, text, item) is (scope == "register")


async def test_what_is_not_fit_is_not_kept(
    editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    """What writes, what is no document, what is too long for strangers; another one's hash."""
    writes = f'mutation M{uuid4().hex} {{ archive(id: "x") {{ userErrors {{ code }} }} }}'
    for text in (writes, "{ nothing", f"{document()} {' '.join(['{ a }'] * 1000)}"):
        await register(editor, text, id=item["id"])
        assert not await is_kept(stranger, text, item)
    known = "{ fields { slug } }"
    for consumer in (editor, stranger):
        for _ in range(3):  # also where the answer is kept
            body = {"query": known, "extensions": apollo(document())}
            assert (await consumer.http.post("/graphql", json=body)).status_code == 400
            await consumer.data(known)
    for name in ("sha256:ab", "", "zz" * 32):
        answer = await stranger.http.get("/graphql", params={"documentId": name})
        assert answer.status_code == 400


async def test_they_outlive_a_gateway_and_the_least_used_makes_room(
    hub: Hub, editor: Consumer, item: dict[str, Any]
) -> None:
    texts = [document() for _ in range(3)]
    token = editor.http.headers["authorization"].removeprefix("Bearer ")
    async with gateway(hub, graphql_documents="2") as url, Consumer.at(url, token) as desk:
        for text in texts:
            await register(desk, text, id=item["id"])
    async with gateway(hub) as url, Consumer.at(url) as stranger:
        kept = [await is_kept(stranger, text, item) for text in texts]
        assert kept[-1]
        assert kept.count(True) == 2


async def test_an_answer_is_told_apart_by_its_tag(editor: Consumer, stranger: Consumer) -> None:
    item, text = await editor.published(title="Vorher"), document()
    await register(editor, text, id=item["id"])
    first = await by_name(stranger.http, text, id=item["id"])
    assert first.headers["cache-control"] == "public, no-cache"
    assert first.headers["vary"] == "Accept, Authorization, Cookie"
    known = {"If-None-Match": first.headers["etag"]}
    for _ in range(3):  # made, kept, from the cache
        again = await by_name(stranger.http, text, headers=known, id=item["id"])
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
    change = {"title": "Nachher"}
    await editor.mutate(UPDATE, id=item["id"], revision=item["revision"], input=change)
    after = await by_name(stranger.http, text, headers=known, id=item["id"])
    assert after.status_code == 200
    assert after.json()["data"]["node"]["title"] == "Nachher"
    assert after.headers["etag"] != first.headers["etag"]


async def test_what_is_one_persons_or_is_not_whole_is_kept_by_no_cache(
    editor: Consumer, stranger: Consumer, item: dict[str, Any]
) -> None:
    text = document()
    mine = await by_name(editor.http, text, id=item["id"])
    assert mine.status_code == 404
    await register(editor, text, id=item["id"])
    mine = await by_name(editor.http, text, id=item["id"])
    assert mine.headers["cache-control"] == "private, no-store"
    assert "etag" not in mine.headers
    params = {"query": "{ experiments(first: 0) { totalCount } }"}
    wrong = await stranger.http.get("/graphql", params=params)
    assert wrong.headers["cache-control"] == "no-store"


async def test_a_city_may_let_caches_answer_by_themselves(hub: Hub, item: dict[str, Any]) -> None:
    async with gateway(hub, graphql_shared_seconds="30") as url, Consumer.at(url) as stranger:
        for query, told in (
            ("{ fields { slug } }", "public, max-age=0, s-maxage=30"),
            ("{ participationProjects { title } }", "public, no-cache"),
        ):
            answers = [
                await stranger.http.get("/graphql", params={"query": query}) for _ in range(2)
            ]
            assert [answer.headers["cache-control"] for answer in answers] == [told] * 2
