"""For how many groups the materials of an item are worked out, as the address asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

MOST_GROUPS = 100
GROUPS, PEOPLE = "gruppen", "personen"


@dataclass(frozen=True, slots=True)
class Amount:
    """`problem` says in German what was wrong with the address; the amount is one group then."""

    groups: int = 1
    problem: str = ""


def amount_asked(query: Mapping[str, Any], group: Mapping[str, Any] | None = None) -> Amount:
    """The amount for `?gruppen=3` or `?personen=25`; people fill groups of the largest size."""
    largest = (group or {}).get("maximum")
    if text := query.get(GROUPS):
        return _whole(text, 1, "Gruppen")
    if largest and (text := query.get(PEOPLE)):
        return _whole(text, largest, "Personen")
    return Amount()


def _whole(text: str, each: int, what: str) -> Amount:
    most = MOST_GROUPS * each
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
    if not 1 <= number <= most:
        return Amount(problem=f"{what}: Bitte geben Sie eine ganze Zahl von 1 bis {most} ein.")
    return Amount(ceil(number / each))
