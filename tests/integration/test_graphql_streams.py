"""Subscriptions by WebSocket and server-sent events: for those who may, and within bounds."""

import asyncio
import json
import socket as sockets
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.typing import Origin, Subprotocol

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.gateway import gateway
from tests.node import run_node

CLIENTS = Path(__file__).parent / "graphql_clients"
PROTOCOL = [Subprotocol("graphql-transport-ws")]
INIT = json.dumps({"type": "connection_init"})
_MANY = 60
FOREIGN = "https://fremd.example"
CREATE = """mutation { createVideo(input: {title: "Strom"}) {
    video { id } userErrors { message } } }"""
PROGRESS = "subscription ($id: ID!) { videoProgress(id: $id) { state } }"


@pytest.fixture(scope="module")
async def video(editor: Consumer) -> str:
    """A draft whose file is awaited: its progress has no end."""
    made: str = (await editor.mutate(CREATE))["video"]["id"]
    return made


@pytest.fixture(scope="module")
async def strict(hub: Hub) -> AsyncIterator[str]:
    """A gateway with narrow bounds."""
    settings = {
        "graphql_init_seconds": "0.3",
        "graphql_send_seconds": "0.5",
        "graphql_subscriptions": "20",
        "graphql_streams": "3",
        "graphql_origins": FOREIGN,
        "graphql_bucket": "1000000",
    }
    async with gateway(hub, **settings) as url:
        yield url


def socket(url: str, **options: Any) -> Any:
    address = url.replace("http", "ws", 1) + "/graphql"
    return connect(address, subprotocols=PROTOCOL, **options)


async def begun(connection: ClientConnection) -> None:
    await connection.send(INIT)
    assert json.loads(await connection.recv())["type"] == "connection_ack"


async def asks(connection: ClientConnection, name: str, query: str, **variables: str) -> None:
    payload = {"query": query, "variables": variables}
    await connection.send(json.dumps({"type": "subscribe", "id": name, "payload": payload}))


async def ending(connection: ClientConnection) -> int:
    """The code with which it is closed."""
    async with asyncio.timeout(10):
        await connection.wait_closed()
    assert connection.close_code is not None
    return connection.close_code


async def test_the_clients_of_others_are_understood(hub: Hub, video: str) -> None:
    said = await run_node(CLIENTS / "streams.mjs", f"{hub.url}/graphql", video)
    for found in (said["ws"], said["sse"]):
        assert {"slug": "umwelt"} in found["query"][0]["data"]["fields"]
        assert found["wrong"][0]["errors"][0]["extensions"]["code"] == "invalid"
        assert found["progress"][0]["errors"][0]["extensions"]["code"] == "not_found"


async def test_whoever_does_not_begin_is_let_go(strict: str) -> None:
    async with socket(strict) as connection:
        assert await ending(connection) == 4408


@pytest.mark.parametrize("sent", ["{", "[]", '{"type": 7}', "[" * 5_000, '"x"'])
async def test_what_is_no_message_ends_it(strict: str, sent: str) -> None:
    async with socket(strict) as connection:
        await connection.send(sent)
        assert await ending(connection) == 4400


async def test_a_subscription_of_wrong_form_ends_it(strict: str) -> None:
    async with socket(strict) as connection:
        await begun(connection)
        await connection.send(json.dumps({"type": "subscribe", "id": "1", "payload": ["x"]}))
        assert await ending(connection) == 4400


async def test_so_many_at_a_time_on_one_connection(
    strict: str, editor: Consumer, video: str
) -> None:
    headers = {"Authorization": editor.http.headers["Authorization"]}
    async with socket(strict, additional_headers=headers) as connection:
        await begun(connection)
        for number in range(20):
            await asks(connection, str(number), PROGRESS, id=video)
            assert json.loads(await connection.recv())["type"] == "next"
        await asks(connection, "20", PROGRESS, id=video)
        told = json.loads(await connection.recv())
    assert (told["type"], told["id"]) == ("error", "20")
    assert told["payload"][0]["extensions"]["code"] == "too_many_attempts"


async def test_so_many_streams_of_one_address(strict: str) -> None:
    async with socket(strict), socket(strict), socket(strict):
        async with socket(strict) as connection:
            assert await ending(connection) == 4429
        answer = await streamed(strict)
    assert answer.status_code == 429


async def test_a_query_over_a_socket_is_held_to_the_limits(hub: Hub) -> None:
    async with socket(hub.url) as connection:
        await begun(connection)
        await asks(connection, "1", "{ experiments(first: 101) { totalCount } }")
        told = json.loads(await connection.recv())
    assert told["type"] == "error"
    assert told["payload"][0]["extensions"] == {"code": "invalid", "field": "first"}


async def test_pages_of_others_may_follow_only_where_they_are_named(hub: Hub, strict: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with socket(hub.url, origin=Origin(FOREIGN)):
            pass
    assert refused.value.response.status_code == 403
    assert (await streamed(hub.url, Origin=FOREIGN)).status_code == 403
    async with socket(strict, origin=Origin(FOREIGN)) as connection:
        await begun(connection)
    assert "event: complete" in (await streamed(strict, Origin=FOREIGN)).text


async def streamed(url: str, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=url) as http:
        query = {"query": "{ fields { slug } }"}
        accept = {"Accept": "text/event-stream", **headers}
        return await http.post("/graphql", json=query, headers=accept)


async def test_nothing_is_changed_by_a_stream_that_is_read(editor: Consumer) -> None:
    answer = await editor.http.get(
        "/graphql", params={"query": CREATE}, headers={"Accept": "text/event-stream"}
    )
    assert '"code":"invalid"' in answer.text
    assert "createVideo" not in answer.text


LARGE = """{ a: __schema { ...S } b: __schema { ...S } }
  fragment S on __Schema { types { name kind description inputFields { ...V }
    fields { name description type { kind name ofType { kind name } } args { ...V } } } }
  fragment V on __InputValue { name description defaultValue type { kind name } }"""


def narrow(url: str) -> sockets.socket:
    """A connection for which the system keeps little; the other end's keeps some megabytes."""
    host, port = url.removeprefix("http://").split(":")
    client = sockets.socket()
    client.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4_096)
    client.connect((host, int(port)))
    return client


async def test_a_reader_that_is_too_slow_is_told_so(strict: str) -> None:
    async with socket(strict, sock=narrow(strict), max_queue=1, max_size=None) as connection:
        await begun(connection)
        for number in range(40):
            await asks(connection, str(number), LARGE)
            await asyncio.sleep(0.01)
        await asyncio.sleep(1)
        async with asyncio.timeout(10):
            while connection.close_code is None:
                await read_on(connection)
        assert connection.close_code == 4008


async def read_on(connection: ClientConnection) -> None:
    with suppress(ConnectionClosed):
        await connection.recv()


async def test_a_reader_that_takes_nothing_is_cut_off(strict: str) -> None:
    body = json.dumps({"query": LARGE}).encode()
    head = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    request = f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body
    with narrow(strict) as client:
        client.sendall(request * _MANY)
        await asyncio.sleep(4)
        answers = await asyncio.to_thread(_all_of, client)
    assert 0 < answers.count(b"HTTP/1.1 200") < _MANY


def _all_of(client: sockets.socket) -> bytes:
    client.settimeout(20)
    parts = list[bytes]()
    with suppress(ConnectionResetError):
        while part := client.recv(1 << 20):
            parts.append(part)
    return b"".join(parts)
