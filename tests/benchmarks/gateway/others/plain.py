"""Strawberry as it comes, in memory, under uvicorn."""

import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from infra.local.place import ROOT
from tests.benchmarks.gateway.contender import Item, Running
from tests.benchmarks.gateway.outside import serving
from tests.benchmarks.listing import QUERY


class Plain:
    name = "Strawberry plain, in memory"

    @asynccontextmanager
    async def serve(self, items: list[Item], data: Path, port: int) -> AsyncIterator[Running]:
        kept = data / "items.json"
        kept.write_text(json.dumps(items))
        url = f"http://127.0.0.1:{port}"
        application = "tests.benchmarks.gateway.others.plain_app:from_environment"
        uvicorn = (sys.executable, "-m", "uvicorn", "--factory", application, "--no-access-log")
        started = serving(
            *(*uvicorn, "--port", str(port)),
            url=url, log=data / "plain.log", home=ROOT, ITEMS_FILE=str(kept),
        )  # fmt: skip
        async with started as pid:
            yield Running(url, pid, QUERY, ("experiments", "nodes"))
