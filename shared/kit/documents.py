"""The document database: connection, and Structs to documents and back.

Queries follow the rules of the design's section 10, so that they run alike on the embedded
server and on MongoDB.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from msgspec import Struct
from pymongo import ASCENDING, DESCENDING, IndexModel, WriteConcern
from pymongo.errors import DuplicateKeyError, OperationFailure, PyMongoError

from shared.kit import log

Document = dict[str, Any]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]

DatabaseError = PyMongoError
__all__ = [
    "ASCENDING",
    "DESCENDING",
    "Collection",
    "Database",
    "DatabaseError",
    "Document",
    "DuplicateKeyError",
    "database",
    "ensure_indexes",
    "from_document",
    "index",
    "to_document",
]

T = TypeVar("T", bound=Struct)

_logger = log.get("hub.documents")


@asynccontextmanager
async def database(url: str, name: str) -> AsyncIterator[Database]:
    """A program's own database; waits until the server answers."""
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
        url, tz_aware=True, serverSelectionTimeoutMS=2000, connectTimeoutMS=2000
    )
    try:
        await _answers(client)
        yield client.get_database(name, write_concern=WriteConcern("majority"))
    finally:
        client.close()


async def _answers(client: AsyncIOMotorClient[Document]) -> None:
    while True:
        try:
            await client.admin.command("ping")
        except PyMongoError as error:
            _logger.warning("waiting for the document database", reason=type(error).__name__)
            await asyncio.sleep(0.25)
        else:
            return


def index(*keys: str, unique: bool = False, **options: Any) -> IndexModel:
    """An index over the keys in their order; `-name` is descending."""
    fields = [
        (key.removeprefix("-"), DESCENDING if key.startswith("-") else ASCENDING) for key in keys
    ]
    return IndexModel(fields, unique=unique, **options)


async def ensure_indexes(collection: Collection, wanted: Sequence[IndexModel]) -> None:
    """Makes the indexes that are missing, and anew those that have other options.

    The embedded server, killed, comes back with indexes that are no longer unique or sparse.
    """
    there = {found["name"]: found async for found in collection.list_indexes()}
    for name in (one.document["name"] for one in wanted if _differs(one.document, there)):
        with suppress(OperationFailure):  # another program was faster
            await collection.drop_index(name)
            _logger.warning("index made anew", collection=collection.name, index=name)
    await collection.create_indexes(list(wanted))


def _differs(wanted: Document, there: Mapping[str, Any]) -> bool:
    found = there.get(wanted["name"])
    return found is not None and any(
        (found.get(option) or None) != (wanted.get(option) or None)
        for option in ("unique", "sparse", "expireAfterSeconds")
    )


def to_document(item: Struct) -> Document:
    """The Struct with its `id` as `_id`; times stay times."""
    document: Document = msgspec.to_builtins(item, builtin_types=(datetime,))
    if "id" in document:
        document["_id"] = document.pop("id")
    return document


def from_document(document: Mapping[str, Any], kind: type[T]) -> T:
    """The Struct that `to_document` took apart; fields it does not know are passed over."""
    if "_id" in document:
        document = {**document, "id": document["_id"]}
    return msgspec.convert(document, kind)
