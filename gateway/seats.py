"""How many may stay connected at a time: all in all, and of one who asks."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from gateway.auth.throttle import TooManyAttempts

_FULL = "So viele sind schon verbunden. Bitte versuchen Sie es später."


class Seats:
    """Counts those who are there, by the key that says who it is."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self._most = most
        self._most_of_one = most_of_one
        self._taken: Counter[str] = Counter()

    def are_taken(self, key: str, times: int = 1) -> bool:
        """Whether there is no room; `times`: as many as others may this one have."""
        of_one = self._taken[key] >= self._most_of_one * times
        return of_one or self._taken.total() >= self._most

    def demand(self, key: str, times: int = 1) -> None:
        """Raises `TooManyAttempts` where there is no room."""
        if self.are_taken(key, times):
            raise TooManyAttempts(_FULL)

    @contextmanager
    def taken(self, key: str) -> Iterator[None]:
        """One more of them, as long as it lasts."""
        self._taken[key] += 1
        try:
            yield
        finally:
            self._taken[key] -= 1
            self._taken += Counter()  # drops those who have left
