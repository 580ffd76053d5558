"""Slows down guessing and flooding: so many a window for an account, an address, or everybody."""

import time
from collections import OrderedDict
from collections.abc import Callable

from shared.contracts.errors import HubError

_MOST_KEYS = 10_000


class TooManyAttempts(HubError):
    """So many in a short time that the next has to wait."""

    code = "too_many_attempts"

    def __init__(self, message: str, *, retry_after: int | None = None) -> None:
        """`retry_after`: in how many seconds it may go on, where that is known."""
        super().__init__(message)
        self.retry_after = retry_after


class Throttle:
    """Counts in memory only; the oldest keys are forgotten first."""

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._seen: OrderedDict[str, list[float]] = OrderedDict()

    def blocked(self, key: str) -> bool:
        """Whether the key has used up what it may."""
        return len(self._recent(key)) >= self._most

    def count(self, key: str) -> None:
        """Notes one more."""
        self._seen[key] = [*self._recent(key), self._clock()]
        self._seen.move_to_end(key)
        while len(self._seen) > _MOST_KEYS:
            self._seen.popitem(last=False)

    def forget(self, key: str) -> None:
        """The key begins anew."""
        self._seen.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - self._seconds
        return [moment for moment in self._seen.get(key, []) if moment > since]
