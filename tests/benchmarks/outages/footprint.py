"""The memory of each program over time."""

import asyncio
import statistics
import time
from collections import defaultdict

import psutil

from infra.local.failures import PartFailed
from infra.local.supervisor import Hub

_EACH_SECONDS = 2.0
_FACTOR, _ROOM = 1.25, 24.0
"""Growth that is none: of caches that fill, and of what a process takes for its work."""


class Footprint:
    """MiB resident, by program; each sample with its moment."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._samples: dict[str, list[tuple[float, float]]] = defaultdict(list)

    async def follow(self) -> None:
        """Until it is cancelled."""
        while True:
            for name in self._hub.names:
                self._sample(name)
            await asyncio.sleep(_EACH_SECONDS)

    def _sample(self, name: str) -> None:
        try:
            process = psutil.Process(self._hub.pid(name))
            family = [process, *process.children(recursive=True)]
            resident = sum(each.memory_info().rss for each in family) / 2**20
        except (PartFailed, psutil.Error):  # it is away
            return
        self._samples[name].append((time.monotonic(), resident))

    def tell(self) -> list[str]:
        """Prints the medians of three thirds; returns the programs that grew."""
        print(f"\n{'memory, MiB':<16} {'first third':>12} {'second':>8} {'last':>8} {'most':>8}")
        return [name for name in sorted(self._samples) if self._grew(name)]

    def _grew(self, name: str) -> bool:
        first, second, last = self._thirds(name)
        grew = last > first * _FACTOR + _ROOM
        most = max(size for _, size in self._samples[name])
        mark = "  GREW" if grew else ""
        print(f"{name:<16} {first:12.0f} {second:8.0f} {last:8.0f} {most:8.0f}{mark}")
        return grew

    def _thirds(self, name: str) -> list[float]:
        samples = self._samples[name]
        begin, third = samples[0][0], (samples[-1][0] - samples[0][0]) / 3
        ends = (begin + third, begin + 2 * third, samples[-1][0])
        return [
            statistics.median(size for at, size in samples if end - third <= at <= end)
            for end in ends
        ]
