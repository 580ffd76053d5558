"""Keys of other municipalities: given once, of use at once, and of none once revoked."""

import argparse
import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from subprocess import DEVNULL, PIPE
from uuid import uuid4

import httpx
import pytest

from gateway.auth.key_administration import KeyAdministration, add_key_actions
from infra.local.place import ROOT, own_environment
from infra.local.supervisor import Hub
from shared.contracts.errors import Conflict, Invalid, NotFound
from shared.kit.documents import Database, database
from tests.consumer import Consumer

QUERY = {"query": "{ me { name } fields { slug } }"}
Administer = Callable[..., Awaitable[list[str]]]


@pytest.fixture
async def documents(hub: Hub) -> AsyncIterator[Database]:
    settings = hub.environment("gateway")
    async with database(settings["HUB_MONGO_URL"], settings["HUB_DATABASE"]) as found:
        yield found


@pytest.fixture
def administer(documents: Database) -> Administer:
    parser = argparse.ArgumentParser()
    add_key_actions(parser)

    async def do(*words: str) -> list[str]:
        return await KeyAdministration(documents).do(parser.parse_args(words))

    return do


@pytest.fixture
def name() -> str:
    return f"stadt-{uuid4().hex[:8]}"


def quota(answer: httpx.Response) -> str:
    return answer.headers["ratelimit-policy"]


async def test_a_key_has_a_larger_bucket_and_no_rights(
    hub: Hub, stranger: Consumer, administer: Administer, name: str
) -> None:
    (secret,) = await administer("create", name)
    async with Consumer.at(hub.url, secret) as city:
        answer = await city.http.post("/graphql", json=QUERY)
        drafts = await city.ask("{ experiments(filter: {status: DRAFT}) { totalCount } }")
    assert answer.json()["data"]["me"] is None
    assert quota(answer) == '"cost";q=500000;w=10'
    assert quota(await stranger.http.post("/graphql", json=QUERY)) == '"cost";q=50000;w=10'
    assert drafts["errors"][0]["extensions"]["code"] == "unauthenticated"


async def test_a_key_to_follow_alone_has_the_bucket_of_its_address(
    hub: Hub, administer: Administer, name: str
) -> None:
    (secret,) = await administer("create", name, "--scope", "follow")
    async with Consumer.at(hub.url, secret) as city:
        assert quota(await city.http.post("/graphql", json=QUERY)) == '"cost";q=50000;w=10'


async def test_with_a_key_more_streams_may_be_open(
    hub: Hub, administer: Administer, name: str
) -> None:
    (secret,) = await administer("create", name, "--scope", "follow")
    headers = {"Authorization": f"Bearer {secret}"}
    async with httpx.AsyncClient(base_url=hub.url, headers=headers, timeout=30) as city:
        asked = [city.build_request("GET", "/api/v1/changes") for _ in range(12)]
        opened = [await city.send(request, stream=True) for request in asked]
        assert {stream.status_code for stream in opened} == {200}
        for stream in opened:
            await stream.aclose()


async def test_the_secret_is_kept_nowhere_and_its_use_by_the_day(
    hub: Hub, administer: Administer, documents: Database, name: str
) -> None:
    (secret,) = await administer("create", name, "--scope", "read", "--scope", "follow")
    assert any(f"{name}: read, follow; gültig bis" in line for line in await administer("list"))
    async with Consumer.at(hub.url, secret) as city:
        await city.data("{ fields { slug } }")
    kept = await documents["credentials"].find_one({"name": name})
    assert kept is not None
    assert secret not in str(kept)
    assert kept["last_used_on"] == datetime.now(UTC).date().isoformat()
    (line,) = (each for each in await administer("list") if each.startswith(f"{name}: "))
    assert "zuletzt benutzt" in line
    logs = [file.read_text() for file in (hub.data / "logs").glob("*")]
    assert logs
    assert not any(secret in text for text in logs)


async def test_a_revoked_key_is_refused(hub: Hub, administer: Administer, name: str) -> None:
    (secret,) = await administer("create", name)
    await administer("revoke", name)
    async with Consumer.at(hub.url, secret) as city:
        assert (await city.http.post("/graphql", json=QUERY)).status_code == 401
    with pytest.raises(NotFound):
        await administer("revoke", name)


async def test_names_are_unique_and_plain(administer: Administer, name: str) -> None:
    await administer("create", name)
    with pytest.raises(Conflict):
        await administer("create", name)
    for wrong in ("", "Stadt Soest", "a" * 61):
        with pytest.raises(Invalid):
            await administer("create", wrong)


async def test_both_command_lines_know_keys(hub: Hub, name: str) -> None:
    deployed = own_environment() | hub.environment("gateway")
    secret = await said(deployed, "gateway.auth.administer", "key", "create", name)
    suffix = hub.environment("gateway")["HUB_DATABASE"].partition("_")[2]
    beside = own_environment() | {"HUB_MONGO_URL": hub.mongo_url}
    assert f"{name}: read" in await said(beside, "infra.hub", "key", "--suffix", suffix, "list")
    async with Consumer.at(hub.url, secret) as city:
        assert quota(await city.http.post("/graphql", json=QUERY)) == '"cost";q=500000;w=10'


async def said(environment: dict[str, str], *words: str) -> str:
    """What a command tells on standard output."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *words), env=environment, cwd=ROOT, stdin=DEVNULL, stdout=PIPE
    )
    out, _ = await process.communicate()
    assert process.returncode == 0
    return out.decode().strip()
