"""What lists know of an item: where it stands in the order, and what it is found by."""

import sys
from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.contracts.calls import Filter

ORDER = "order"
FOUND_BY = ("status", "language", "fields", "measures", "tags", "created_by")
NEEDED = (ORDER, *FOUND_BY)
"""The fields of a document that its head is made of."""


class Head(NamedTuple):
    """A place in the order, which ends with the item's id, and the item's marks."""

    order: str
    marks: frozenset[str]


def head_of(document: Mapping[str, Any]) -> Head | None:
    """None where the document is too damaged to be in a list."""
    order = document.get(ORDER)
    if not isinstance(order, str) or "/" not in order:
        return None
    marks = (
        mark(name, value) for name in FOUND_BY for value in _values(document.get(name)) if value
    )
    return Head(order, frozenset(marks))


def marks_of(chosen: Filter, author: str | None) -> frozenset[str]:
    """The marks that an item must have to be chosen."""
    wanted = {
        "status": str(chosen.status),
        "language": chosen.language,
        "fields": chosen.field,
        "measures": chosen.measure,
        "tags": chosen.tag,
        "created_by": author,
    }
    return frozenset(mark(name, value) for name, value in wanted.items() if value is not None)


def id_of(order: str) -> str:
    return order.rpartition("/")[2]


def mark(name: str, value: object) -> str:
    """One string for all who have it."""
    return sys.intern(f"{name}={value}")


def _values(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
