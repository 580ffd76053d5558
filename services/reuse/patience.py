"""What is wrong, and when to try again: later each time."""

from datetime import datetime, timedelta

from shared.contracts.errors import HubError
from shared.contracts.reuse import Fault
from shared.kit.ids import now

_FIRST_SECONDS = 60
_MOST_DOUBLINGS = 9
"""Up to some eight hours."""


def fault_of(error: HubError) -> Fault:
    """The error as editors see it."""
    return Fault(code=error.code, message=error.message, at=now())


def next_try(tries: int) -> datetime:
    """A minute after the first failure, then twice as long each time."""
    return now() + timedelta(seconds=_FIRST_SECONDS * 2 ** min(tries, _MOST_DOUBLINGS))
