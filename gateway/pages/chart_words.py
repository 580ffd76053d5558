"""What a chart says, for those who do not see it."""

from collections.abc import Sequence
from typing import Any

from gateway.interface import _, ngettext
from gateway.pages.formats import number

_PLACES = ("minimum", "lowerQuartile", "median", "upperQuartile")


def spread_in_words(spread: dict[str, Any], count: int, unit: str) -> str:
    """Of how many numbers, from where to where, and how they lie between."""
    with_unit = f" {unit}" if unit else ""
    if count == 1:
        return _("Eine Angabe: %(told)s.") % {"told": number(spread["median"]) + with_unit}
    told = _(
        "%(count)s Angaben von %(minimum)s bis %(maximum)s. Die Hälfte liegt zwischen "
        "%(lowerQuartile)s und %(upperQuartile)s, der Median ist %(median)s."
    ) % {
        **{name: number(spread[name]) for name in _PLACES},
        "maximum": number(spread["maximum"]) + with_unit,
        "count": count,
    }
    return " ".join(filter(None, (told, _outliers_in_words(spread["outliers"]))))


def _outliers_in_words(several: int) -> str:
    words = ngettext("%(num)s Ausreißer.", "%(num)s Ausreißer.", several)
    return words % {"num": several} if several else ""


def told_shares(result: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """The shares; yes and no are words of the interface, choices are the item's."""
    shares: Sequence[dict[str, Any]] = result["shares"]
    if result["type"] != "YES_NO":
        return shares
    return [{**share, "label": _(share["label"])} for share in shares]


def shares_in_words(shares: Sequence[dict[str, Any]], count: int) -> str:
    """How many gave each answer."""
    told = ", ".join(f"{each['label']} {each['count']}" for each in shares)
    words = _("Eine Angabe: %(told)s.") if count == 1 else _("%(count)s Angaben: %(told)s.")
    return words % {"count": count, "told": told}
