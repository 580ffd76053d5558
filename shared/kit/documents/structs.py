"""Structs to documents and back."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from shared.kit import log

T = TypeVar("T", bound=Struct)

_logger = log.get("hub.documents")


class UnreadableDocument(Exception):
    """A stored document is damaged, or was written by another version of the hub."""

    def __init__(self, document: Mapping[str, Any], kind: type[Struct], why: object) -> None:
        own_id = document.get("_id", document.get("id"))
        super().__init__(f"{kind.__name__} {own_id}: {why}")


def to_document(item: Struct) -> dict[str, Any]:
    """The Struct with its `id` as `_id`; times stay times."""
    document: dict[str, Any] = msgspec.to_builtins(item, builtin_types=(datetime,))
    if "id" in document:
        document["_id"] = document.pop("id")
    return document


def from_document(document: Mapping[str, Any], kind: type[T]) -> T:
    """The Struct that `to_document` took apart, or `UnreadableDocument`.

    Fields that it does not know are passed over.
    """
    named = {**document, "id": document["_id"]} if "_id" in document else document
    try:
        return msgspec.convert(named, kind)
    except msgspec.ValidationError as error:
        raise UnreadableDocument(document, kind, error) from None


def readable(documents: Iterable[Mapping[str, Any]], kind: type[T]) -> list[T]:
    """The Structs of those that can be read; the others are named in the log."""
    found = []
    for document in documents:
        try:
            found.append(from_document(document, kind))
        except UnreadableDocument:
            _logger.exception("document left out")
    return found
