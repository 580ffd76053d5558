"""Where reports lie: one collection, each document with the hash of its code."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from shared.contracts.calls import Page
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.remake import Answer, Remake, RemakeStatus
from shared.contracts.remake_calls import ListRemakes
from shared.contracts.remake_results import RemakeCount
from shared.kit.content.fitting import fitting
from shared.kit.documents import (
    DESCENDING,
    Database,
    Document,
    DuplicateKeyError,
    ensure_indexes,
    from_document,
    index,
    to_document,
)

_REPORTS = "reports"
_MOST_EXPIRED = 500
_HIDDEN: Document = {"code": 0, "fingerprint": 0}


class Kept(Struct, frozen=True, kw_only=True):
    """A report and what tells a repeat of the same request from another one."""

    remake: Remake
    fingerprint: str


class Said(Struct, frozen=True, kw_only=True):
    """What counts of a report when many are evaluated."""

    answers: tuple[Answer, ...]
    example: bool


def order_of(remake: Remake) -> str:
    """The sort key of lists and their cursor: when it was submitted, then id."""
    return f"{remake.submitted_at.isoformat(timespec='milliseconds')}/{remake.id}"


async def prepared(database: Database) -> None:
    """The indexes that the store's queries are answered from."""
    await ensure_indexes(
        database[_REPORTS],
        [
            index("_id", "revision"),
            index("code", unique=True),
            index("item_id", "status", "-order"),
            index("item_id", "status", "worked"),
            index("status", "-order"),
            index("expires_at", sparse=True),
        ],
    )


class RemakeStore:
    """`expires_at` is when a report is deleted, if nothing happens to it before."""

    def __init__(self, database: Database) -> None:
        self._reports = database[_REPORTS]

    async def insert(
        self, remake: Remake, code: str, fingerprint: str, expires_at: datetime
    ) -> bool:
        """Keeps a new report; False where there is one with this code."""
        document = {
            **to_document(remake),
            "order": order_of(remake),
            "code": code,
            "fingerprint": fingerprint,
            "expires_at": expires_at,
        }
        try:
            await self._reports.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    async def replace(
        self, before: Remake, after: Remake, expires_at: datetime | None = None
    ) -> None:
        """Writes the new state, or raises `Conflict` where somebody was faster."""
        fields = to_document(after)
        fields.pop("_id")
        update: Document = {"$set": fields}
        if expires_at:
            fields["expires_at"] = expires_at
        else:
            update["$unset"] = {"expires_at": ""}
        result = await self._reports.update_one(
            {"_id": before.id, "revision": before.revision}, update
        )
        if result.matched_count != 1:
            raise Conflict("Jemand war schneller. Bitte laden Sie die Seite neu.", field="revision")

    async def get(self, remake_id: str) -> Remake:
        found = await self._reports.find_one({"_id": remake_id}, _HIDDEN)
        if found is None:
            raise NotFound("Diese Rückmeldung gibt es nicht (mehr).", field="id")
        return from_document(found, Remake)

    async def by_code(self, code: str) -> Kept | None:
        """The report by the hash of its code."""
        found = await self._reports.find_one({"code": code})
        if found is None:
            return None
        return Kept(remake=from_document(found, Remake), fingerprint=found["fingerprint"])

    async def delete(self, remake_id: str) -> None:
        """Deletes a report; one that is missing is as good as deleted."""
        await self._reports.delete_one({"_id": remake_id})

    async def page(self, request: ListRemakes) -> Page[Remake]:
        """A page of the list, newest first."""
        query: Document = {"status": str(request.status)}
        if request.item_id:
            query["item_id"] = request.item_id
        bounded = query | ({"order": {"$lt": request.after}} if request.after else {})
        found = self._reports.find(bounded, _HIDDEN).sort("order", DESCENDING)
        documents = await found.limit(request.first + 1).to_list(request.first + 1)
        items = fitting([from_document(each, Remake) for each in documents[: request.first]])
        return Page(
            items=tuple(items),
            cursors=tuple(order_of(item) for item in items),
            total=await self._reports.count_documents(query),
            has_next=len(documents) > len(items),
        )

    async def said(self, item_id: str, most: int) -> list[Said]:
        """What the newest approved reports say."""
        query = {"item_id": item_id, "status": str(RemakeStatus.APPROVED)}
        found = (
            self._reports.find(query, {"answers": 1, "example": 1})
            .sort("order", DESCENDING)
            .limit(most)
        )
        documents = await found.to_list(most)
        return msgspec.convert(documents, list[Said])

    async def count(self, item_id: str) -> RemakeCount:
        """How many reports are approved, and how many of them say that it worked."""
        query = {"item_id": item_id, "status": str(RemakeStatus.APPROVED)}
        count = await self._reports.count_documents(query)
        worked = await self._reports.count_documents({**query, "worked": True}) if count else 0
        return RemakeCount(item_id=item_id, count=count, worked=worked)

    async def waiting(self) -> int:
        """How many reports wait for a decision."""
        return await self._reports.count_documents({"status": str(RemakeStatus.SUBMITTED)})

    async def expired(self, at: datetime) -> list[str]:
        """The ids of reports whose time is over."""
        query: Document = {"expires_at": {"$lt": at}}
        found = self._reports.find(query, {"_id": 1}).limit(_MOST_EXPIRED)
        return [document["_id"] async for document in found]

    async def expire(self, remake_id: str, at: datetime) -> bool:
        """Deletes a report whose time is over; False where it was decided on meanwhile."""
        query: Document = {"_id": remake_id, "expires_at": {"$lt": at}}
        return bool((await self._reports.delete_one(query)).deleted_count)

    async def with_photo(self, ids: Sequence[str]) -> set[str]:
        """Those of the ids whose report shows a photo."""
        found = self._reports.find({"_id": {"$in": list(ids)}}, {"photo": 1})
        return {document["_id"] async for document in found if document.get("photo")}
