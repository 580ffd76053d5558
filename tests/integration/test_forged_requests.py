"""A foreign page in the browser of a signed-in editor changes nothing (OWASP: CSRF)."""

from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
import websockets
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from infra.local.supervisor import Hub
from tests.consumer import CREATE, Consumer

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
)


@pytest.fixture(scope="module")
async def browser(hub: Hub, password: str) -> AsyncIterator[httpx.AsyncClient]:
    """Signed in: it holds the session's cookie and sends it along."""
    async with httpx.AsyncClient(base_url=hub.url, timeout=30) as client:
        form = {"name": "redaktion", "passwort": password}
        reply = await client.post("/anmelden", data=form, headers={"Origin": hub.url})
        assert reply.status_code == 303
        yield client


async def drafts(editor: Consumer) -> int:
    found = await editor.data("{ experiments(filter: {status: DRAFT}) { totalCount } }")
    count: int = found["experiments"]["totalCount"]
    return count


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_foreign_page_is_refused(
    browser: httpx.AsyncClient, editor: Consumer, headers: dict[str, str]
) -> None:
    before = await drafts(editor)
    title = f"Fälschung {uuid4().hex[:8]}"
    form = {"kind": "experiment", "title": title, "question": "?"}
    page = await browser.post("/redaktion/neu", data=form, headers=headers)
    query = {"query": CREATE, "variables": {"input": {"title": title, "question": "?"}}}
    data = await browser.post("/graphql", json=query, headers=headers)
    out = await browser.post("/abmelden", headers=headers)
    assert [reply.status_code for reply in (page, data, out)] == [403, 403, 403]
    assert await drafts(editor) == before


async def test_our_own_page_is_not(browser: httpx.AsyncClient, hub: Hub) -> None:
    form = {"kind": "experiment", "title": f"Eigen {uuid4().hex[:8]}", "question": "?"}
    own = {"Sec-Fetch-Site": "same-origin", "Origin": hub.url}
    assert (await browser.post("/redaktion/neu", data=form, headers=own)).status_code == 303


async def test_a_foreign_page_opens_no_socket(browser: httpx.AsyncClient, hub: Hub) -> None:
    (cookie,) = browser.cookies.jar
    headers = {"Cookie": f"{cookie.name}={cookie.value}", "Origin": "https://evil.example"}
    address = hub.url.replace("http", "ws", 1) + "/graphql"
    protocols = [Subprotocol("graphql-transport-ws")]
    with pytest.raises(InvalidStatus) as refused:
        async with websockets.connect(address, subprotocols=protocols, additional_headers=headers):
            pass
    assert refused.value.response.status_code == 403


async def test_a_program_with_a_token_may_come_from_anywhere(editor: Consumer) -> None:
    body = {"query": "{ me { role } }"}
    reply = await editor.http.post("/graphql", json=body, headers=FOREIGN[0])
    assert reply.json()["data"]["me"]["role"] == "EDITOR"


async def test_two_hubs_on_one_machine_keep_their_sessions_apart(
    browser: httpx.AsyncClient, hub: Hub
) -> None:
    (cookie,) = browser.cookies.jar
    assert cookie.name.endswith(f"_{hub.place.port}")
