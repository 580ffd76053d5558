"""How names leave the schema; the promise is in the README beside."""

from datetime import date, timedelta

NOTICE = timedelta(days=365)
"""How long at least a name stays after it was deprecated."""


class NoticeTooShort(ValueError):
    """A name would leave before others can have followed."""


def deprecated(instead: str, *, since: date, until: date) -> str:
    """The reason for `deprecation_reason`; `instead` says what to use. Raises NoticeTooShort."""
    if until - since < NOTICE:
        raise NoticeTooShort(f"{since} to {until} is less than a year.")
    return f"{instead} Deprecated since {since}, kept until {until}."
