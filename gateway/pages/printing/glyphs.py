"""Which characters the sheet's fonts can show: PDF/UA refuses a text with one that they cannot."""

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = "\N{WHITE SQUARE}"
_UNSEEN = {"Cc", "Cf", "Mn", "Me"}


@cache
def _covered() -> frozenset[int]:
    runs = json.loads((FONTS / "coverage.json").read_text())
    return frozenset(code for first, last in runs for code in range(first, last + 1)) | {0x0A}


def _shown(character: str) -> str:
    if ord(character) in _covered():
        return character
    return "" if unicodedata.category(character) in _UNSEEN else UNKNOWN


def showable(value: Any) -> Any:
    """The same lists, dicts and texts, with a square for each character that no font has."""
    if isinstance(value, str):
        return "".join(map(_shown, unicodedata.normalize("NFC", value)))
    if isinstance(value, (list, tuple)):
        return [showable(each) for each in value]
    if isinstance(value, dict):
        return {name: showable(each) for name, each in value.items()}
    return value
