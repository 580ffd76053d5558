"""How many list queries a server answers on its core."""

import asyncio
from dataclasses import dataclass

import msgspec

from tests.benchmarks.gateway.cores import Busy, watched
from tests.benchmarks.listing import PAGE, STEPS
from tests.benchmarks.load import PATH, Ask, Load, load

CLIENTS = 20
SECONDS = 6.0
_REST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Rate:
    """A line of the table."""

    name: str
    load: Load
    busy: Busy

    @property
    def per_second(self) -> float:
        return self.load.per_second

    @property
    def per_processor_second(self) -> float:
        """What the server would answer with its core to itself, whoever else is at work on it."""
        return self.per_second / self.busy.server

    def __str__(self) -> str:
        size = len(self.load.answer) / 1024
        return (
            f"  {self.name:<38} {self.per_second:8.1f}/s  p50 {self.load.median * 1000:6.1f} ms"
            f"  p99 {self.load.p99 * 1000:6.1f} ms  {size:3.0f} KiB  {self.busy}"
        )


async def measured(
    name: str, url: str, ask: Ask, pids: list[int], nodes: tuple[str, ...], path: str = PATH
) -> Rate:
    """Says it, too. Raises `ValueError` where the answer is not the whole page."""
    await load(url, ask, clients=CLIENTS, seconds=SECONDS / 3, path=path)
    await asyncio.sleep(_REST_SECONDS)
    loading = load(url, ask, clients=CLIENTS, seconds=SECONDS, path=path)
    found = Rate(name, *await watched(pids, loading))
    _demand_whole(found.load.answer, nodes)
    print(found, flush=True)
    return found


def _demand_whole(answer: bytes, nodes: tuple[str, ...]) -> None:
    found = msgspec.json.decode(answer)
    for name in ("data", *nodes):
        found = found[name]
    steps = [len(item["steps"]) for item in found]
    if steps != [STEPS] * PAGE:
        raise ValueError(f"{PAGE} items with {STEPS} steps were asked for, and came: {steps}")
