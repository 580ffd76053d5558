"""Mercurius with its just-in-time compiler, in memory."""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.benchmarks.gateway.contender import Item, Running
from tests.benchmarks.gateway.outside import NODE, npm, serving
from tests.benchmarks.listing import QUERY

PACKAGES = {
    "mercurius": "16.10.1",
    "fastify": "5.12.8",
    "graphql-jit": "0.8.9",
}
_SERVER = Path(__file__).with_name("mercurius_server") / "server.mjs"


class Mercurius:
    name = "Mercurius with JIT, in memory"

    @asynccontextmanager
    async def serve(self, items: list[Item], data: Path, port: int) -> AsyncIterator[Running]:
        home = await npm("mercurius", PACKAGES)
        shutil.copy(_SERVER, home)
        kept = data / "items.json"
        kept.write_text(json.dumps(items))
        url = f"http://127.0.0.1:{port}"
        command = (NODE, _SERVER.name, str(kept), str(port))
        started = serving(
            *command, url=url, log=data / "mercurius.log", home=home, NODE_ENV="production"
        )
        async with started as pid:
            yield Running(url, pid, QUERY, ("experiments", "nodes"))
