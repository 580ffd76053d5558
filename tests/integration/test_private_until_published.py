"""Pictures of drafts are for their editors alone; published ones for everybody; then gone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from gateway.auth.accounts import Accounts
from gateway.auth.credentials import CredentialKind, Credentials
from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.contracts.caller import Role
from shared.contracts.experiment import Experiment
from shared.kit.content.messages import messages
from shared.kit.content.moves import PUBLISH, moved
from shared.kit.content.store import ContentStore
from shared.kit.documents import database
from shared.kit.ids import now
from tests.consumer import CREATE, UPDATE, WITHDRAW, Consumer
from tests.picture import sent

SHOWN = """query ($slug: String!) { experiment(slug: $slug) {
  revision cover { url alt } steps { image { url } } } }"""
RIGHTS = (Role.READER, Role.AUTHOR)


async def draft(editor: Consumer, key: str) -> dict[str, Any]:
    picture = {"key": key, "alt": "Ein Kreis"}
    return await editor.experiment(
        title=f"Bild {uuid4().hex[:8]}", cover=picture, steps=[{"title": "Eins", "image": picture}]
    )


async def cover_of(consumer: Consumer, item: dict[str, Any]) -> str:
    found = (await consumer.data(SHOWN, slug=item["slug"]))["experiment"]
    assert found["steps"][0]["image"]["url"] == found["cover"]["url"]
    url: str = found["cover"]["url"]
    return url


async def status(consumer: Consumer, url: str) -> int:
    return (await consumer.http.get(url)).status_code


async def gone(stranger: Consumer, url: str) -> None:
    for _ in range(50):
        if await status(stranger, url) == 404:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{url} is still public after five seconds")


@pytest.fixture(params=RIGHTS)
async def somebody(hub: Hub, request: pytest.FixtureRequest) -> AsyncIterator[Consumer]:
    """Signed in, but neither an editor nor who made the draft."""
    environment = hub.environment("gateway")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        accounts = Accounts(documents)
        account = await accounts.create(f"wer-{uuid4().hex[:8]}", "Wer", request.param, uuid4().hex)
        token = await Credentials(documents, accounts).give(account, CredentialKind.BEARER)
    async with Consumer.at(hub.url, token) as consumer:
        yield consumer


async def test_the_picture_of_a_draft_is_for_its_editor(
    editor: Consumer, stranger: Consumer
) -> None:
    key = await sent(editor)
    item = await draft(editor, key)
    url = await cover_of(editor, item)
    assert url.startswith("/redaktion/bilder/")
    reply = await editor.http.get(url)
    assert (reply.status_code, reply.headers["cache-control"]) == (302, "no-store")
    picture = await editor.http.get(reply.headers["location"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/svg+xml")
    assert picture.headers["cache-control"] == "private, no-store"

    assert await status(stranger, url) == 401
    public = url.replace("/redaktion/bilder/", "/media/")
    for guess in (public, f"/media/{key}", f"/renders/{key}"):
        assert await status(stranger, guess) == 404


async def test_nobody_else_sees_the_picture_of_a_draft(
    editor: Consumer, somebody: Consumer
) -> None:
    url = await cover_of(editor, await draft(editor, await sent(editor)))
    assert await status(somebody, url) in (403, 404)


async def test_an_address_that_is_none_is_refused(editor: Consumer) -> None:
    first, second = await sent(editor), await sent(editor)
    url = await cover_of(editor, await draft(editor, first))
    assert await status(editor, url.replace(first, second)) == 404
    assert await status(editor, url.replace("experiments", "elsewhere")) == 404
    assert await status(editor, url.replace(first, "images/x.svg")) == 400


async def test_published_pictures_are_for_everybody_until_they_are_withdrawn(
    editor: Consumer, stranger: Consumer
) -> None:
    key = await sent(editor)
    one, other = await draft(editor, key), await draft(editor, key)
    for item in (one, other):
        await editor.move("publish", item["id"])
    url, second = await cover_of(stranger, one), await cover_of(stranger, other)
    assert url.startswith("/media/experiments/")
    assert url.endswith(key)
    assert url != second
    assert [await status(stranger, each) for each in (url, second)] == [200, 200]

    await editor.mutate(WITHDRAW, id=one["id"], reason="RIGHTS")
    await gone(stranger, url)
    assert await status(stranger, second) == 200
    preview = await cover_of(editor, one)
    assert (await editor.http.get(preview, follow_redirects=True)).status_code == 200
    assert await status(stranger, preview) == 401


async def test_a_publication_that_was_killed_is_finished_by_the_next(
    hub: Hub, editor: Consumer, stranger: Consumer
) -> None:
    """Exactly the state that a SIGKILL between the write and the copies leaves behind."""
    item = await draft(editor, await sent(editor))
    own_id = decode(item["id"])[1]
    environment = hub.environment("experiments")
    async with database(environment["HUB_MONGO_URL"], environment["HUB_DATABASE"]) as documents:
        store = ContentStore(documents, Experiment)
        before = (await store.get(own_id)).item
        after = replace(moved(before, PUBLISH, now()), revision=before.revision + 1)
        assert await store.replace(before, after, messages(after, None, ()))
    url = await cover_of(stranger, item)
    for _ in range(100):
        if await status(stranger, url) == 200:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(f"{url} is not public after ten seconds")


async def test_a_replaced_picture_is_not_public_any_more(
    editor: Consumer, stranger: Consumer
) -> None:
    item = await draft(editor, await sent(editor))
    await editor.move("publish", item["id"])
    before = await cover_of(stranger, item)
    new = {"key": await sent(editor), "alt": "Neu"}
    changes = {"cover": new, "steps": [{"title": "Eins", "image": new}]}
    await editor.mutate(UPDATE, id=item["id"], revision=2, input=changes)
    after = await cover_of(stranger, item)
    await gone(stranger, before)
    assert await status(stranger, after) == 200


async def test_a_picture_that_was_never_sent_is_refused(editor: Consumer) -> None:
    unknown = {"key": f"images/{uuid4().hex * 2}.png", "alt": "?"}
    typed = {"title": "Ohne Bild", "question": "?"}
    refused = await editor.mutate(CREATE, input=typed | {"cover": unknown})
    assert refused["userErrors"][0]["field"] == "cover"
    made = await editor.experiment(title="Ohne Bild")
    steps = [{"title": "Eins", "image": unknown}]
    refused = await editor.mutate(UPDATE, id=made["id"], revision=1, input={"steps": steps})
    assert (refused["experiment"], refused["userErrors"][0]["field"]) == (None, "steps")
