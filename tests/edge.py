"""An edge of a test's own, with settings of its own."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from infra.local.place import ROOT, executable
from infra.local.ports import pick


@asynccontextmanager
async def edge(gateway: int, folder: Path, **settings: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser of it; `gateway` is the port that it leads to."""
    port = pick()
    environment = {
        "PATH": os.environ["PATH"],
        "HUB_SITE": f"http://:{port}",
        "HUB_BIND": "127.0.0.1",
        "HUB_OBJECTS": "127.0.0.1:9",
        "HUB_GATEWAY": f"127.0.0.1:{gateway}",
        "HUB_ASSETS_DIR": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = ("run", "--adapter", "caddyfile", "--config", str(ROOT / "infra/Caddyfile"))
    process = await asyncio.create_subprocess_exec(
        executable("caddy"), *command, env=environment | settings,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as browser:
            yield browser
    finally:
        process.terminate()
        await process.wait()
