"""Whether the hub's programs got a processor when they wanted one, as Linux counts it."""

import asyncio
import time
from collections import deque
from pathlib import Path

from infra.local.failures import PartFailed
from infra.local.supervisor import Hub

_EACH_SECONDS = 0.5
_REMEMBERED = 120
STARVED_SECONDS = 1.0
"""Half of what a call waits: who had no processor for so long is away in effect."""


class Processors:
    """Seconds that each program has waited in the run queue, over time."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._samples = deque([(time.monotonic(), self._waited())], maxlen=_REMEMBERED)

    async def follow(self) -> None:
        """Until it is cancelled."""
        while True:
            await asyncio.sleep(_EACH_SECONDS)
            self._samples.append((time.monotonic(), self._waited()))

    def starved_since(self, began: float) -> bool:
        """Whether some program has waited too long since then."""
        before = next((s for at, s in reversed(self._samples) if at <= began), self._samples[0][1])
        now = self._waited()
        return any(now[name] - before.get(name, 0.0) > STARVED_SECONDS for name in now)

    def _waited(self) -> dict[str, float]:
        waited = ((name, self._of(name)) for name in self._hub.names)
        return {name: seconds for name, seconds in waited if seconds is not None}

    def _of(self, name: str) -> float | None:
        try:
            counted = Path(f"/proc/{self._hub.pid(name)}/schedstat").read_text()
        except (PartFailed, OSError):  # it is away, or this is no Linux
            return None
        return int(counted.split()[1]) / 1e9
