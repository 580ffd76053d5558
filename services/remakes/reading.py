"""Reading reports: what is approved is for everybody, the rest for editors."""

import asyncio

from services.remakes.items import Items
from services.remakes.photos import Photos
from services.remakes.results import evaluated
from services.remakes.store import RemakeStore
from shared.contracts.caller import Caller, Role
from shared.contracts.calls import ImageAddress, Page
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.remake import Remake, RemakeStatus, form_of
from shared.contracts.remake_calls import (
    CountRemakes,
    ListRemakes,
    OfItem,
    PhotoOf,
    RemakeCounts,
)
from shared.contracts.remake_results import MOST_EVALUATED, RemakeResults
from shared.kit.content.rights import require


class Reading:
    """The queries."""

    def __init__(self, store: RemakeStore, items: Items, photos: Photos) -> None:
        self._store = store
        self._items = items
        self._photos = photos

    async def list(self, request: ListRemakes, caller: Caller | None) -> Page[Remake]:
        """Strangers see the approved reports on one published item."""
        if request.status is RemakeStatus.APPROVED and request.item_id and request.kind:
            await self._items.one(request.kind, request.item_id)
        else:
            require(caller, Role.EDITOR)
        return await self._store.page(request)

    async def results(self, request: OfItem, _: Caller | None) -> RemakeResults:
        """The evaluation by the item's present form."""
        item = await self._items.one(request.kind, request.item_id)
        reports = await self._store.said(item.id, MOST_EVALUATED)
        return RemakeResults(
            item_id=item.id,
            evaluated=len(reports),
            examples=sum(report.example for report in reports),
            fields=evaluated(form_of(item), [report.answers for report in reports]),
        )

    async def counts(self, request: CountRemakes, _: Caller | None) -> RemakeCounts:
        """For those of the items that are published."""
        items = await self._items.several(request.kind, request.item_ids)
        counts = await asyncio.gather(*(self._store.count(item.id) for item in items))
        return RemakeCounts(counts=tuple(counts))

    async def photo(self, request: PhotoOf, caller: Caller | None) -> ImageAddress:
        """Where the photo is found for a while; what is not shown is for editors alone."""
        remake = await self._store.get(request.id)
        if remake.photo is None or not await self._may_see(remake, caller):
            raise NotFound("Dieses Foto gibt es nicht.", field="id")
        return ImageAddress(url=self._photos.address(remake.id))

    async def _may_see(self, remake: Remake, caller: Caller | None) -> bool:
        if caller is not None and caller.may(Role.EDITOR):
            return True
        if remake.status is not RemakeStatus.APPROVED:
            return False
        try:
            await self._items.one(remake.kind, remake.item_id)
        except (NotFound, Invalid):
            return False
        return True
