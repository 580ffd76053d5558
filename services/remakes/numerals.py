"""Numbers as people type them in German, and as sentences show them."""

import re

from shared.contracts.errors import Invalid
from shared.contracts.remake_faults import NO_NUMBER, UNCLEAR_NUMBER

_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d{1,15}", re.ASCII)
_UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")


def parsed(typed: str) -> float:
    """`12,5`, `12.5`, `1 200`, `1.200,5`, `−3`; `Invalid` for what is no number.

    `1.200` is refused: in German it is 1200, on many keyboards and in programs 1.2.
    """
    text = _SPACES.sub("", typed.strip()).replace("\u2212", "-")
    if _UNCLEAR.fullmatch(text):
        whole, decimal = text.replace(".", ""), text.replace(".", ",", 1)
        raise Invalid(UNCLEAR_NUMBER % {"whole": whole, "decimal": decimal})
    if _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    elif not _PLAIN.fullmatch(text):
        raise Invalid(NO_NUMBER)
    return float(text.replace(",", "."))


def shown(number: float) -> str:
    """With a decimal comma, without zeros at the end."""
    return f"{number:.6f}".rstrip("0").rstrip(".").replace(".", ",")
