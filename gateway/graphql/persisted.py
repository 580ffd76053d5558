"""Documents that are kept here: whoever asks names them by their SHA-256 instead of sending them.

Apollo's "automatic persisted queries" and the `documentId` of GraphQL over HTTP (appendix A).
"""

from collections import OrderedDict
from contextlib import suppress
from datetime import datetime
from http import HTTPStatus

from graphql import GraphQLError
from msgspec import Struct

from gateway.graphql.document_cache import Documents
from gateway.graphql.http_request import NotAnswered
from gateway.graphql.limits import GraphqlLimits
from gateway.graphql.question import document_hash
from shared.contracts.errors import Unavailable
from shared.kit.documents import (
    ASCENDING,
    Database,
    DatabaseError,
    ensure_indexes,
    from_document,
    index,
    to_document,
)
from shared.kit.ids import now

_COLLECTION = "persisted_documents"
NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
_NOT_FOUND_MESSAGE = "PersistedQueryNotFound"
"""Word for word what Apollo's clients wait for to send the document itself."""

_OTHER = "Der SHA-256 ist nicht der dieses Dokuments."
_AWAY = "Die hinterlegten Abfragen sind gerade nicht erreichbar."
_REMEMBERED = 512 * 1024
"""Characters of all documents that are held in memory."""


class PersistedDocument(Struct, frozen=True, kw_only=True):
    """`id` is the SHA-256 in hexadecimal; `owner` a person's or a key's id, and `used_on` the day
    (ISO 8601) on which it was last read from the database.
    """

    id: str
    text: str
    owner: str
    registered_at: datetime
    used_on: str


async def prepared(database: Database) -> None:
    """The index by which those of one owner are found, least recently used first."""
    await ensure_indexes(database[_COLLECTION], [index("owner", "used_on")])


class PersistedDocuments:
    """Up to a number for each owner: beyond that, the one not used for longest goes."""

    def __init__(self, database: Database, limits: GraphqlLimits) -> None:
        self._documents = database[_COLLECTION]
        self._limits = limits
        self._texts: OrderedDict[bytes, str] = OrderedDict()

    async def text(self, named: bytes) -> str:
        """The document. Raises `NotAnswered` where it is not kept here."""
        known = self._texts.get(named)
        if known is None:
            known = await self._load(named)
            self._remember(named, known)
        self._texts.move_to_end(named)
        return known

    async def register(
        self, documents: Documents, named: bytes, text: str, owner: str | None
    ) -> None:
        """Keeps a valid document that only reads, where somebody stands for it. Raises
        `NotAnswered` where the hash is another document's.
        """
        of_text(text, named)
        if owner is None or named in self._texts or not self._is_fit(documents, text):
            return
        document = PersistedDocument(
            id=named.hex(), text=text, owner=owner, registered_at=now(), used_on=_today()
        )
        with suppress(DatabaseError):  # it is answered all the same, and sent again next time
            await self._documents.update_one(
                {"_id": document.id}, {"$setOnInsert": to_document(document)}, upsert=True
            )
            await self._make_room(owner)

    def _is_fit(self, documents: Documents, text: str) -> bool:
        """Whether a stranger may ask it, as far as its text tells."""
        try:
            document = documents.parsed(text, self._limits.graphql_tokens)
        except GraphQLError:
            return False
        return document.only_reads and not documents.faults(document)

    async def _load(self, named: bytes) -> str:
        try:
            found = await self._documents.find_one({"_id": named.hex()})
            if found is None:
                raise NotAnswered(HTTPStatus.NOT_FOUND, _NOT_FOUND_MESSAGE, NOT_FOUND)
            document = from_document(found, PersistedDocument)
            if document.used_on != _today():
                used = {"$set": {"used_on": _today()}}
                await self._documents.update_one({"_id": document.id}, used)
        except DatabaseError:
            raise NotAnswered(HTTPStatus.SERVICE_UNAVAILABLE, _AWAY, Unavailable.code) from None
        return document.text

    def _remember(self, named: bytes, text: str) -> None:
        self._texts[named] = text
        while sum(map(len, self._texts.values())) > _REMEMBERED:
            self._texts.popitem(last=False)

    async def _make_room(self, owner: str) -> None:
        beyond = await self._documents.count_documents({"owner": owner})
        beyond -= self._limits.graphql_documents
        if beyond > 0:
            oldest = self._documents.find({"owner": owner}).sort("used_on", ASCENDING)
            ids = [each["_id"] async for each in oldest.limit(beyond)]
            await self._documents.delete_many({"_id": {"$in": ids}})


def of_text(text: str, named: bytes | None) -> bytes:
    """The document's hash. Raises `NotAnswered` where it is told to be another."""
    found = document_hash(text)
    if named not in (None, found):
        raise NotAnswered(HTTPStatus.BAD_REQUEST, _OTHER)
    return found


def _today() -> str:
    return now().date().isoformat()
