"""How often something may be sent without an account."""

import hashlib
import secrets
import time
from collections.abc import Callable

from gateway.addresses import line_of
from gateway.auth.throttle import Throttle, TooManyAttempts
from gateway.interface import N_

_WINDOW_SECONDS = 3600.0
_FROM_ONE_ADDRESS = 60
"""A whole school class may share one address."""

_OLDEST_SALT_SECONDS = 24 * 3600.0
_TOO_OFTEN = N_(
    "Von Ihrem Anschluss kamen gerade sehr viele Rückmeldungen. "
    "Bitte warten Sie eine Stunde. Ihre Angaben sind noch da."
)


class Submissions:
    """Counts in memory, under hashes whose salt is never written down and lives for a day."""

    def __init__(
        self, most: int = _FROM_ONE_ADDRESS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._clock = clock
        self._begin()

    def _begin(self) -> None:
        self._began = self._clock()
        self._salt = secrets.token_bytes(16)
        self._throttle = Throttle(self._most, _WINDOW_SECONDS, self._clock)

    def admit(self, address: str) -> None:
        """Counts a submission, or raises `TooManyAttempts`."""
        if self._clock() - self._began > _OLDEST_SALT_SECONDS:
            self._begin()
        key = hashlib.sha256(self._salt + line_of(address).encode()).hexdigest()
        if self._throttle.blocked(key):
            raise TooManyAttempts(_TOO_OFTEN)
        self._throttle.count(key)
