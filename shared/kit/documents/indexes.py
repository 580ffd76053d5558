"""Indexes as they are wanted, also after the embedded server has forgotten some of them.

Killed before its next checkpoint, it comes back with indexes that are no longer unique, sparse
or expiring.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.errors import DuplicateKeyError, OperationFailure

from shared.kit import log
from shared.kit.documents.connection import Collection

_logger = log.get("hub.documents")


def index(*keys: str, unique: bool = False, **options: Any) -> IndexModel:
    """An index over the keys in their order; `-name` is descending."""
    fields = [
        (key.removeprefix("-"), DESCENDING if key.startswith("-") else ASCENDING) for key in keys
    ]
    return IndexModel(fields, unique=unique, **options)


async def ensure_indexes(collection: Collection, wanted: Sequence[IndexModel]) -> bool:
    """Makes the indexes that are missing, and anew those that have other options.

    False where documents stand in the way of a unique index; all others are made.
    """
    there = {found["name"]: found async for found in collection.list_indexes()}
    missing = [one for one in wanted if _differs(one.document, there.get(one.document["name"]))]
    if not missing:
        return True
    made = [await _make(collection, one, there) for one in missing]
    with suppress(OperationFailure):  # MongoDB keeps them by its journal, and may forbid this
        await collection.database.client.admin.command("fsync")
    return all(made)


async def _make(collection: Collection, wanted: IndexModel, there: Mapping[str, Any]) -> bool:
    name = wanted.document["name"]
    if name in there:
        _logger.warning("index made anew", collection=collection.name, index=name)
        with suppress(OperationFailure):  # another program was faster
            await collection.drop_index(name)
    try:
        await collection.create_indexes([wanted])
    except DuplicateKeyError:
        _logger.exception("documents forbid an index", collection=collection.name, index=name)
        return False
    return True


def _differs(wanted: Mapping[str, Any], found: Mapping[str, Any] | None) -> bool:
    return found is None or any(
        _option(found, name) != _option(wanted, name)
        for name in ("unique", "sparse", "expireAfterSeconds")
    )


def _option(options: Mapping[str, Any], name: str) -> Any:
    """None where it is not set; an expiry after 0 seconds is set."""
    value = options.get(name)
    return None if value is False else value
