"""Where a kind's items lie: one collection for the items with their outbox, one for versions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from shared.contracts.calls import Filter, Page, Version
from shared.contracts.content import Content
from shared.contracts.errors import Conflict, NotFound
from shared.kit.content.fitting import fitting
from shared.kit.content.floors import Floors
from shared.kit.content.stored import Claim, Outgoing, Stored
from shared.kit.documents import (
    ASCENDING,
    DESCENDING,
    Database,
    Document,
    DuplicateKeyError,
    ensure_indexes,
    from_document,
    index,
    readable,
    to_document,
)

C = TypeVar("C", bound=Content)


def order_of(item: Content) -> str:
    """The sort key of lists and their cursor: first publication (else creation), then id."""
    at = item.published_at or item.created_at
    return f"{at.isoformat(timespec='milliseconds')}/{item.id}"


class ContentStore(Generic[C]):
    """The documents of one kind."""

    def __init__(self, database: Database, kind: type[C]) -> None:
        self._kind = kind
        self._items = database["items"]
        self._versions = database["versions"]
        self._floors = Floors()

    async def prepare(self) -> bool:
        """Makes the indexes that the queries below are answered from.

        False where items share what must be theirs alone: see `separate`.
        """
        apart = await ensure_indexes(
            self._items,
            [
                index("_id", "revision"),
                index("slugs", unique=True),
                index("key", unique=True, sparse=True),
                index("unsent", sparse=True),
                index("translation_key"),
                index("status", "-order"),
                *(
                    index("status", name, "-order")
                    for name in ("language", "fields", "measures", "tags", "created_by")
                ),
            ],
        )
        return await ensure_indexes(self._versions, [index("item_id", "-revision")]) and apart

    async def insert(self, item: C, outbox: Sequence[Outgoing], key: str | None) -> None:
        """Keeps a new item, or raises `Conflict` where its slug is taken."""
        document = {**_document(item), "slugs": [item.slug], **_waiting(outbox)}
        if key:
            document["key"] = key
        try:
            await self._items.insert_one(document)
        except DuplicateKeyError:
            raise Conflict(f"Die Adresse „{item.slug}“ ist schon vergeben.", field="slug") from None

    async def replace(self, before: C, after: C, outbox: Sequence[Outgoing]) -> bool:
        """Writes the new state and its messages at once; False where somebody was faster."""
        update: Document = {
            "$set": {**_document(after), "unsent": True},
            "$push": {"outbox": {"$each": _waiting(outbox)["outbox"]}},
        }
        if after.slug != before.slug:
            update["$addToSet"] = {"slugs": after.slug}
        try:
            result = await self._items.update_one(
                {"_id": before.id, "revision": before.revision}, update
            )
        except DuplicateKeyError:
            raise Conflict(
                f"Die Adresse „{after.slug}“ ist schon vergeben.", field="slug"
            ) from None
        return result.matched_count == 1

    async def claims(self) -> list[Claim]:
        """What all items call theirs: what was published first, then what was made first."""
        shown = dict.fromkeys(("slugs", "key", "published_at"), 1)
        found = self._items.find({}, shown)
        claims = readable([document async for document in found], Claim)
        return sorted(claims, key=lambda claim: (claim.published_at is None, claim.id))

    async def readdress(
        self, before: C, after: C, slugs: Sequence[str], outbox: Sequence[Outgoing]
    ) -> bool:
        """As `replace`, with these slugs as the only ones and without the idempotency key."""
        result = await self._items.update_one(
            {"_id": before.id, "revision": before.revision},
            {
                "$set": {**_document(after), "slugs": list(slugs), "unsent": True},
                "$unset": {"key": ""},
                "$push": {"outbox": {"$each": _waiting(outbox)["outbox"]}},
            },
        )
        return result.matched_count == 1

    async def get(self, item_id: str) -> Stored[C]:
        """The item with its outbox, or `NotFound`; `UnreadableDocument` where it is damaged."""
        found = await self._items.find_one({"_id": item_id})
        if found is None:
            raise NotFound("Diesen Inhalt gibt es nicht.", field="id")
        return Stored(
            item=from_document(found, self._kind),
            outbox=msgspec.convert(tuple(found.get("outbox", ())), tuple[Outgoing, ...]),
        )

    async def get_many(self, ids: Sequence[str]) -> list[C]:
        """Those of the items that exist and can be read, in no particular order."""
        found = self._items.find({"_id": {"$in": list(ids)}}, _VISIBLE)
        return readable([document async for document in found], self._kind)

    async def by_slug(self, slug: str) -> C:
        """The item that has this slug or had it once, or `NotFound`."""
        return await self._one({"slugs": slug}, "slug")

    async def by_key(self, key: str) -> C | None:
        """The item that was made with this idempotency key."""
        found = await self._items.find_one({"key": key}, _VISIBLE)
        return from_document(found, self._kind) if found else None

    async def _one(self, query: Document, field: str) -> C:
        found = await self._items.find_one(query, _VISIBLE)
        if found is None:
            raise NotFound("Diesen Inhalt gibt es nicht.", field=field)
        return from_document(found, self._kind)

    async def translations(self, key: str) -> list[C]:
        """All items that are the same thing in different languages."""
        found = self._items.find({"translation_key": key}, _VISIBLE)
        return readable([document async for document in found], self._kind)

    async def page(
        self, first: int, after: str | None, chosen: Filter, author: str | None
    ) -> Page[C]:
        """A page of the list, newest first; `author` narrows it to what that person made."""
        query = _query(chosen, author)
        documents = await self._stretch(query, first + 1, after)
        legible = readable(documents[:first], self._kind)
        items = fitting(legible)
        return Page(
            items=tuple(items),
            cursors=tuple(order_of(item) for item in items),
            total=await self._items.count_documents(query),
            has_next=len(documents) > first or len(items) < len(legible),
        )

    async def _stretch(self, query: Document, most: int, after: str | None) -> list[Document]:
        """The `most` newest documents before `after`.

        The embedded server sorts a whole range before it limits it, so the range is bounded from
        below by where the same stretch ended last time. What is new lies above that floor; where
        too little does, something has gone, and the whole range is asked.
        """
        key = f"{query} {most} {after}"
        if floor := self._floors.get(key):
            documents = await self._range(query, most, {"$gte": floor} | _before(after))
            if len(documents) == most:
                self._floors.keep(key, documents[-1]["order"])
                return documents
        documents = await self._range(query, most, _before(after))
        if len(documents) == most:
            self._floors.keep(key, documents[-1]["order"])
        return documents

    async def _range(self, query: Document, most: int, order: Document) -> list[Document]:
        bounded = {**query, "order": order} if order else query
        found = self._items.find(bounded, _VISIBLE).sort("order", DESCENDING).limit(most)
        return await found.to_list(most)

    async def ids(self, first: int, after: str | None) -> list[str]:
        """The next ids in their order, whatever state the items are in."""
        query: Document = {} if after is None else {"_id": {"$gt": after}}
        found = self._items.find(query, {"_id": 1}).sort("_id", ASCENDING).limit(first)
        return [document["_id"] async for document in found]

    async def waiting(self) -> list[str]:
        """The ids of items with messages that JetStream has not acknowledged."""
        found = self._items.find({"unsent": True}, {"_id": 1}).limit(1000)
        return [document["_id"] async for document in found]

    async def sent(self, item_id: str, message: Outgoing) -> None:
        """Takes a message that JetStream has out of the outbox."""
        await self._items.update_one({"_id": item_id}, {"$pull": {"outbox": {"id": message.id}}})
        await self._items.update_one(
            {"_id": item_id, "outbox": {"$size": 0}}, {"$unset": {"unsent": ""}}
        )

    async def keep_version(self, item_id: str, message: Outgoing) -> None:
        """Adds the message's snapshot to the history; the same again changes nothing."""
        version = {
            "_id": f"{item_id}/{message.revision}",
            "item_id": item_id,
            "revision": message.revision,
            "at": message.at,
            "by": message.by,
            "item": message.snapshot,
        }
        try:
            await self._versions.insert_one(version)
        except DuplicateKeyError:
            return

    async def versions(self, item_id: str, first: int) -> list[Version[C]]:
        """The newest versions; those that still wait in the outbox are not among them."""
        found = self._versions.find({"item_id": item_id}).sort("revision", DESCENDING).limit(first)
        documents = [document async for document in found]
        return fitting(readable(documents, Version[self._kind]))  # type: ignore[name-defined]


def _before(after: str | None) -> Document:
    return {} if after is None else {"$lt": after}


_VISIBLE: Document = {"outbox": 0}


def _document(item: Content) -> Document:
    return {**to_document(item), "order": order_of(item)}


def _waiting(outbox: Sequence[Outgoing]) -> Document:
    messages = [msgspec.to_builtins(message, builtin_types=(datetime,)) for message in outbox]
    return {"outbox": messages, "unsent": True}


def _query(chosen: Filter, author: str | None) -> Document:
    query: Document = {"status": str(chosen.status)}
    named = {
        "language": chosen.language,
        "fields": chosen.field,
        "measures": chosen.measure,
        "tags": chosen.tag,
        "created_by": author,
    }
    return query | {name: value for name, value in named.items() if value is not None}
