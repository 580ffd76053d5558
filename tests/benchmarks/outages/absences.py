"""When which service was away."""

import time
from dataclasses import dataclass, field

from infra.local.supervisor import Hub

RETURNING_SECONDS = 3.0
"""After its return: what was asked while it was away may be answered late, and it is found again
by those who call it.
"""


@dataclass(slots=True)
class Absences:
    """Spans of `time.monotonic`, by service; one that has not ended lasts."""

    spans: dict[str, tuple[float, float]] = field(default_factory=dict)

    async def make(self, hub: Hub, service: str) -> float:
        """Kills it and waits until it is back; the seconds that it was away."""
        began = time.monotonic()
        self.spans[service] = (began, float("inf"))
        await hub.kill(service)
        await hub.ready(service)
        ended = time.monotonic()
        self.spans[service] = (began, ended + RETURNING_SECONDS)
        return ended - began

    def during(self, began: float, ended: float) -> set[str]:
        """Who was away at some moment of the span."""
        return {
            name for name, (left, back) in self.spans.items() if left <= ended and began <= back
        }
