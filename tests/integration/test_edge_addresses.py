"""Whose address the edge tells the gateway: the limits count by it."""

import asyncio
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.edge import edge

FORGED = {"X-Forwarded-For": "203.0.113.7"}


class Echo(http.server.BaseHTTPRequestHandler):
    """A gateway that answers with the address it was told."""

    def do_GET(self) -> None:
        told = ", ".join(self.headers.get_all("X-Forwarded-For") or ()).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def gateway() -> Iterator[int]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


async def told(browser: httpx.AsyncClient) -> str:
    async with asyncio.timeout(20):
        while True:
            try:
                return (await browser.get("/", headers=FORGED)).text
            except httpx.TransportError:
                await asyncio.sleep(0.05)


async def test_nobody_is_believed_about_an_address(gateway: int, tmp_path: Path) -> None:
    async with edge(gateway, tmp_path) as browser:
        assert await told(browser) == "127.0.0.1"


async def test_a_proxy_of_the_citys_is_believed(gateway: int, tmp_path: Path) -> None:
    async with edge(gateway, tmp_path, HUB_TRUSTED_PROXIES="127.0.0.1/32") as browser:
        assert await told(browser) == "203.0.113.7"
