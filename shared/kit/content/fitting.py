"""Lists that fit into one message on the bus."""

from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

_MOST_BYTES = 4 * 1024 * 1024

S = TypeVar("S", bound=Struct | Raw)


def fitting(items: list[S]) -> list[S]:
    """The first of the items, as many as one message on the bus may hold; at least one."""
    size = 0
    for place, item in enumerate(items):
        size += _size(item)
        if size > _MOST_BYTES and place:
            return items[:place]
    return items


def _size(item: Struct | Raw) -> int:
    return len(item if isinstance(item, Raw) else msgspec.json.encode(item))
