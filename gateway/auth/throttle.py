"""Slows down guessing: so many failures a window for an account and for an address."""

import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_KEYS = 10_000


class Throttle:
    """Counts failures in memory only; the oldest keys are forgotten first."""

    def __init__(
        self, failures: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures = failures
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, list[float]] = OrderedDict()

    def blocked(self, key: str) -> bool:
        """Whether the key has used up its failures."""
        return len(self._recent(key)) >= self._failures

    def failed(self, key: str) -> None:
        """Notes a failure."""
        self._seen[key] = [*self._recent(key), self._clock()]
        self._seen.move_to_end(key)
        while len(self._seen) > _MOST_KEYS:
            self._seen.popitem(last=False)

    def succeeded(self, key: str) -> None:
        """Forgets the key's failures."""
        self._seen.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - self._seconds
        return [moment for moment in self._seen.get(key, []) if moment > since]
