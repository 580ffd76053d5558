"""What is different between two states of an item, place by place."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

import msgspec

from shared.contracts.reuse_calls import Difference

_MOST = 300
_MOST_ELEMENTS = 400
_LONGEST = 20_000


def differences(before: Any, after: Any) -> tuple[Difference, ...]:
    """At most 300; a path names fields and, counted from 1, places in lists: `steps.2.text`."""
    found = _between((), before, after)
    return tuple(each for each, _ in zip(found, range(_MOST), strict=False))


def _between(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in {**before, **after}:
            yield from _between((*path, name), before.get(name), after.get(name))
    elif _are_comparable(before, after):
        yield from _between_lists(path, before, after)
    else:
        old, new = (_text(side)[:_LONGEST] for side in (before, after))
        yield Difference(path=".".join(path), before=old, after=new)


def _are_comparable(before: Any, after: Any) -> bool:
    """Longer lists than any of ours are shown as they are: comparing takes the square of them."""
    lists = isinstance(before, list) and isinstance(after, list)
    return lists and len(before) + len(after) <= _MOST_ELEMENTS


def _between_lists(path: tuple[str, ...], before: list[Any], after: list[Any]) -> Iterator[Any]:
    """What was put in between or taken out does not make all that follows look changed."""
    matched = SequenceMatcher(None, *_texts(before, after))
    for _, i, i_end, j, j_end in matched.get_opcodes():
        for step in range(max(i_end - i, j_end - j)):
            old = before[i + step] if i + step < i_end else None
            new = after[j + step] if j + step < j_end else None
            place = (j if new is not None else i) + step + 1
            yield from _between((*path, str(place)), old, new)


def _texts(*sides: list[Any]) -> tuple[list[str], list[str]]:
    before, after = ([_text(each) for each in side] for side in sides)
    return before, after


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case dict():
            said = (_text(each) for each in value.values())
            return "\n".join(each for each in said if each)
        case list():
            return "\n".join(_text(each) for each in value)
        case _:
            return msgspec.json.encode(value).decode()
