"""Where hubs and their items lie: a collection each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec.structs import replace

from shared.contracts.calls import Page
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.reuse import FollowedHub, FollowedItem, FollowedState
from shared.contracts.reuse_calls import ListFollowed
from shared.kit.content.fitting import fitting
from shared.kit.documents import (
    DESCENDING,
    Collection,
    Database,
    Document,
    DuplicateKeyError,
    ensure_indexes,
    from_document,
    index,
    readable,
    to_document,
)
from shared.kit.ids import now

_HUBS, _ITEMS = "hubs", "items"
MOST_HUBS = 50
_AT_ONCE = 200

R = TypeVar("R", FollowedHub, FollowedItem)


async def prepared(database: Database) -> None:
    """The indexes that the store's queries are answered from."""
    await ensure_indexes(database[_HUBS], [index("_id", "revision"), index("address", unique=True)])
    await ensure_indexes(
        database[_ITEMS],
        [
            index("_id", "revision"),
            index("state", "-order"),
            index("hub_id", "seen_at"),
            index("hub_id", "due_at"),
        ],
    )


def order_of(item: FollowedItem) -> str:
    """The sort key of lists and their cursor: the last change, then the id."""
    return f"{item.modified_at.isoformat(timespec='milliseconds')}/{item.id}"


class ReuseStore:
    """Every write names the revision that it saw; a stale one is a `Conflict`."""

    def __init__(self, database: Database) -> None:
        self._hubs = database[_HUBS]
        self._items = database[_ITEMS]

    async def hubs(self) -> list[FollowedHub]:
        found = self._hubs.find({}).limit(MOST_HUBS)
        return readable([document async for document in found], FollowedHub)

    async def hub(self, hub_id: str) -> FollowedHub:
        found = await self._hubs.find_one({"_id": hub_id})
        if found is None:
            raise NotFound("Diesem Hub wird nicht gefolgt.", field="id")
        return from_document(found, FollowedHub)

    async def insert_hub(self, hub: FollowedHub) -> FollowedHub:
        """The hub; where its address is followed already, the one that is there."""
        if len(await self.hubs()) >= MOST_HUBS:
            raise Conflict(f"Mehr als {MOST_HUBS} Hubs sind nicht möglich.", field="address")
        try:
            await self._hubs.insert_one(to_document(hub))
        except DuplicateKeyError:
            found = await self._hubs.find_one({"address": hub.address})
            return from_document(found, FollowedHub) if found else hub
        return hub

    async def keep_hub(self, before: FollowedHub, **changed: Any) -> FollowedHub:
        return await _keep(self._hubs, before, replace(before, **changed))

    async def forget_hub(self, hub: FollowedHub) -> None:
        await self._hubs.delete_one({"_id": hub.id})

    async def item(self, item_id: str) -> FollowedItem | None:
        found = await self._items.find_one({"_id": item_id})
        return from_document(found, FollowedItem) if found else None

    async def insert(self, item: FollowedItem) -> FollowedItem:
        try:
            await self._items.insert_one(to_document(item) | {"order": order_of(item)})
        except DuplicateKeyError:
            raise Conflict("Jemand war schneller.", field="id") from None
        return item

    async def keep(self, before: FollowedItem, **changed: Any) -> FollowedItem:
        """The item with these changes; the moment of the change is its own."""
        after = replace(before, modified_at=now(), **changed)
        return await _keep(self._items, before, after, {"order": order_of(after)})

    async def seen(self, item_id: str, at: datetime) -> None:
        """The feed has told of the item, and nothing new."""
        await self._items.update_one({"_id": item_id}, {"$set": {"seen_at": at}})

    async def postpone(self, item: FollowedItem, due_at: datetime | None) -> None:
        """When it is tried again; for editors nothing has changed."""
        await self._items.update_one({"_id": item.id}, {"$set": {"due_at": due_at}})

    async def forget(self, items: Sequence[FollowedItem]) -> None:
        await self._items.delete_many({"_id": {"$in": [item.id for item in items]}})

    async def of_hub(self, hub_id: str) -> list[FollowedItem]:
        """Some of the hub's items."""
        return await self._some({"hub_id": hub_id})

    async def unseen(self, hub_id: str, since: datetime) -> list[FollowedItem]:
        """Some of those that the feed has not told of since then."""
        return await self._some({"hub_id": hub_id, "seen_at": {"$lt": since}})

    async def due(self, hub_id: str, at: datetime) -> list[FollowedItem]:
        """Some of those that are to be tried once more."""
        return await self._some({"hub_id": hub_id, "due_at": {"$lte": at}})

    async def all_due(self, hub_id: str, at: datetime) -> None:
        """Whatever is shown of the hub is to be shown anew."""
        shown = {"$in": [str(FollowedState.SHOWN), str(FollowedState.CHANGED)]}
        await self._items.update_many({"hub_id": hub_id, "state": shown}, {"$set": {"due_at": at}})

    async def _some(self, query: Document) -> list[FollowedItem]:
        found = self._items.find(query).limit(_AT_ONCE)
        return readable([document async for document in found], FollowedItem)

    async def count_of(self, hub_id: str) -> int:
        return await self._items.count_documents({"hub_id": hub_id})

    async def count(self, state: FollowedState) -> int:
        return await self._items.count_documents({"state": str(state)})

    async def page(self, request: ListFollowed) -> Page[FollowedItem]:
        query: Document = {"state": str(request.state)}
        bounded = query | ({"order": {"$lt": request.after}} if request.after else {})
        found = self._items.find(bounded).sort("order", DESCENDING).limit(request.first + 1)
        documents = await found.to_list(request.first + 1)
        items = fitting(readable(documents[: request.first], FollowedItem))
        return Page(
            items=tuple(items),
            cursors=tuple(order_of(item) for item in items),
            total=await self._items.count_documents(query),
            has_next=len(documents) > len(items),
        )


async def _keep(collection: Collection, before: R, after: R, more: Document | None = None) -> R:
    after = replace(after, revision=before.revision + 1)
    fields = to_document(after) | (more or {})
    fields.pop("_id")
    result = await collection.update_one(
        {"_id": before.id, "revision": before.revision}, {"$set": fields}
    )
    if result.matched_count != 1:
        raise Conflict("Jemand war schneller. Bitte laden Sie die Seite neu.", field="revision")
    return after
