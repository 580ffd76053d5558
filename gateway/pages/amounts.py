"""For how many groups the materials of an item are worked out, as the address asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from gateway.interface import _

MOST_GROUPS = 100
GROUPS, PEOPLE = "gruppen", "personen"


@dataclass(frozen=True, slots=True)
class Amount:
    """`problem` says what was wrong with the address; the amount is one group then."""

    groups: int = 1
    problem: str = ""


def amount_asked(query: Mapping[str, Any], group: Mapping[str, Any] | None = None) -> Amount:
    """The amount for `?gruppen=3` or `?personen=25`; people fill groups of the largest size."""
    largest = (group or {}).get("maximum")
    if text := query.get(GROUPS):
        wrong = _("Gruppen: Bitte geben Sie eine ganze Zahl von 1 bis %(most)s ein.")
        return _whole(text, 1, wrong)
    if largest and (text := query.get(PEOPLE)):
        wrong = _("Personen: Bitte geben Sie eine ganze Zahl von 1 bis %(most)s ein.")
        return _whole(text, largest, wrong)
    return Amount()


def _whole(text: str, each: int, wrong: str) -> Amount:
    most = MOST_GROUPS * each
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
    if not 1 <= number <= most:
        return Amount(problem=wrong % {"most": most})
    return Amount(ceil(number / each))
