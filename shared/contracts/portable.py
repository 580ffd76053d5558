"""An item as it travels to another hub, and the hash by which both know that it is the same."""

import hashlib
from functools import cache
from typing import Any

import msgspec

from shared.contracts.content import Content
from shared.contracts.marks import marked_fields

_OF_THE_HUB = ("id", "publisher", "published_at", "duration_seconds", "captions")
"""What editors do not write and an item still says of itself."""


def portable(item: Content) -> dict[str, Any]:
    """All that the item says: what its editors wrote, and the few facts that the hub found out.

    How it is kept and encoded here is left out, and so are its state and its revision.
    """
    whole: dict[str, Any] = msgspec.to_builtins(item)
    names = portable_fields(type(item))
    return {name: value for name, value in whole.items() if name == "kind" or name in names}


@cache
def portable_fields(kind: type[Content]) -> frozenset[str]:
    """The names of the fields that travel."""
    return frozenset(
        field.name
        for field in marked_fields(kind)
        if field.name in _OF_THE_HUB or not field.extra.get("by_hub")
    )


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256, in hexadecimal, of the JSON with its keys sorted, in UTF-8, without white space."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def content_hash(item: Content) -> str:
    """Equal for the same content, wherever it is kept."""
    return hash_of(portable(item))


def version_of(item: Content) -> str:
    """What others cite, for instance `2026-05-04.3fa9c1d2`: a day that people can read, and enough
    of the hash that no other state of the item has the same.
    """
    written = item.edited_at or item.published_at or item.created_at
    return f"{written:%Y-%m-%d}.{content_hash(item)[:8]}"
