"""A second gateway beside the hub's own, with settings of a test's."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from subprocess import DEVNULL

import httpx

from infra.local import ports
from infra.local.place import ROOT, own_environment
from infra.local.supervisor import Hub

_PATIENCE_SECONDS = 60


@asynccontextmanager
async def gateway(hub: Hub, **settings: str) -> AsyncIterator[str]:
    """Its address, without an edge before it."""
    port = ports.pick()
    given = {f"HUB_{name.upper()}": value for name, value in settings.items()}
    ready = {"HUB_PORT": str(port), "HUB_READY_FILE": str(hub.data / "run" / f"{port}.ready")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "gateway"),
        env=own_environment() | hub.environment("gateway") | ready | given,
        cwd=ROOT,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        await _answers(url)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def _answers(url: str) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS), httpx.AsyncClient() as http:
        while True:
            try:
                await http.get(f"{url}/health/live")
            except httpx.TransportError:
                await asyncio.sleep(0.1)
            else:
                return
