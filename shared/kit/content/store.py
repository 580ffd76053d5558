"""Where a kind's items lie: one collection for the items with their outbox, one for versions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Generic, TypeVar

import msgspec

from shared.contracts.calls import Version
from shared.contracts.content import Content
from shared.contracts.errors import Conflict, NotFound
from shared.kit.content.fitting import fitting
from shared.kit.content.following import Following
from shared.kit.content.pages import Pages
from shared.kit.content.stored import Claim, Outgoing, Stored
from shared.kit.documents import (
    ASCENDING,
    DESCENDING,
    Database,
    Document,
    DuplicateKeyError,
    UpdateResult,
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
    """The documents of one kind; `lists` are read while they are `followed`."""

    def __init__(self, database: Database, kind: type[C]) -> None:
        self._kind = kind
        self._items = database["items"]
        self._versions = database["versions"]
        self.lists = Following(database)
        self.page = Pages(kind, self._items, self.lists).page

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
            ],
        )
        await self.lists.ticks.prepare()
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
        await self.lists.ticks.tick()

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
        return await self._ticked(result)

    async def _ticked(self, result: UpdateResult) -> bool:
        """Whether something was written; the lists know of it then."""
        if result.matched_count == 1:
            await self.lists.ticks.tick()
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
        return await self._ticked(result)

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


_VISIBLE: Document = {"outbox": 0}


def _document(item: Content) -> Document:
    return {**to_document(item), "order": order_of(item)}


def _waiting(outbox: Sequence[Outgoing]) -> Document:
    messages = [msgspec.to_builtins(message, builtin_types=(datetime,)) for message in outbox]
    return {"outbox": messages, "unsent": True}
