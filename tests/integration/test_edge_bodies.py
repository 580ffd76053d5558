"""What the edge does with bodies: bounded by the gateway's own settings, in size and in time."""

import asyncio
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from infra.local import parts
from infra.local.supervisor import Hub
from tests.edge import edge
from tests.gateway import gateway

SIZE = "HUB_GRAPHQL_BODY_BYTES"
BEGUN = (
    b"POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 1000\r\n\r\n{"
)


async def until_it_answers(browser: httpx.AsyncClient) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                await browser.get("/health/live")
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return


async def test_a_body_that_does_not_come_is_not_waited_for(hub: Hub, tmp_path: Path) -> None:
    hasty = gateway(hub, graphql_body_seconds="0.3")
    async with hasty as url, edge(urlsplit(url).port or 0, tmp_path) as browser:
        await until_it_answers(browser)
        reader, writer = await asyncio.open_connection("127.0.0.1", browser.base_url.port)
        writer.write(BEGUN)
        async with asyncio.timeout(10):
            said = await reader.read()
        writer.close()
    assert said.startswith(b"HTTP/1.1 408 ")


def test_the_edge_is_given_the_gateways_bound(hub: Hub) -> None:
    raised = replace(hub.place, settings={SIZE: "65536"})
    assert parts.edge(raised).environment[SIZE] == "65536"
    assert parts.settings("gateway", raised)[SIZE] == "65536"
