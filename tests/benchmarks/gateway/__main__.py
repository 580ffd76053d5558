"""`make bench-gateway`: how long questions take that are asked to do harm."""

from pathlib import Path

from infra.local.supervisor import Hub
from tests.benchmarks.gateway.hostile import hostile
from tests.benchmarks.running import run


async def measure(data: Path) -> None:
    async with Hub.start(data=data) as hub:
        await hostile(hub.url)


run(measure)
