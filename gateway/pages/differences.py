"""A changed text, word by word: what goes is struck out, what comes stands out."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 3_000
"""Beyond that, comparing takes longer than somebody wants to wait."""


def marked(before: str, after: str) -> Markup:
    """Both texts in one, with `<del>` and `<ins>`; very long ones stand one after the other."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > _MOST_WORDS:
        return _gone(before) + _come(after)
    shown = Markup()
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            shown += escape("".join(old[i:i_end]))
        else:
            shown += _gone("".join(old[i:i_end])) + _come("".join(new[j:j_end]))
    return shown


def _gone(text: str) -> Markup:
    return Markup("<del>{}</del>").format(text) if text else Markup()


def _come(text: str) -> Markup:
    return Markup("<ins>{}</ins>").format(text) if text else Markup()
