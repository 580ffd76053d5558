"""The web server around the gateway's application."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from socket import socket

import uvicorn
from litestar.types import ASGIApp

from gateway.settings import GatewaySettings
from gateway.slow_readers import patient_protocols

_DRAIN_SECONDS = 5
_FAREWELLS = 4
"""How often what waits for a slow reader is given the time of one message, before it is cut off."""


class _Server(uvicorn.Server):
    """Leaves the signals to the kit's main loop, and says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(
    app: ASGIApp, settings: GatewaySettings, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Answers while open, and drains at the end; `stop` is set where it ends by itself."""
    http, websocket = patient_protocols(_FAREWELLS * settings.graphql_send_seconds)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
        http=http,
        ws=websocket,
        ws_max_size=settings.graphql_body_bytes,
        ws_per_message_deflate=False,  # it would cost memory for each connection
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve())
    running.add_done_callback(lambda _: stop.set())
    listens = asyncio.create_task(server.up.wait())
    await asyncio.wait({running, listens}, return_when=asyncio.FIRST_COMPLETED)
    listens.cancel()
    try:
        yield
    finally:
        server.should_exit = True
        await running
