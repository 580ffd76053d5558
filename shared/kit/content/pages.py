"""A page of a list: found in memory, its items as the database has them at that moment."""

import asyncio
from collections.abc import Container, Sequence

import msgspec
from msgspec import Raw

from shared.contracts.calls import Filter, Page
from shared.contracts.content import Content
from shared.contracts.errors import Unavailable
from shared.kit.content.at_hand import Known
from shared.kit.content.fitting import fitting
from shared.kit.content.following import Following
from shared.kit.content.heads import head_of, id_of, marks_of
from shared.kit.content.ordered import Ordered, Stretch
from shared.kit.documents import Collection, Document, readable

_TRIES = 40
_PAUSE_SECONDS = 0.005


class Pages:
    """The lists of one kind, page by page."""

    def __init__(self, kind: type[Content], items: Collection, lists: Following) -> None:
        self._kind = kind
        self._items = items
        self._lists = lists

    async def page(
        self, first: int, after: str | None, chosen: Filter, author: str | None
    ) -> Page[Raw]:
        """The page as the database has it now, its items in the JSON of the bus.

        Whoever writes in the same moment may make the list and its items differ: it is read again.
        """
        marks = marks_of(chosen, author)
        for _ in range(_TRIES):
            stretch, known = await self._read(marks, first, after)
            if _agree(stretch, known, marks):
                return _page(stretch, known)
            await asyncio.sleep(_PAUSE_SECONDS)
        self._lists.doubt()
        raise Unavailable("Die Liste ändert sich gerade zu schnell.")

    async def _read(
        self, marks: frozenset[str], first: int, after: str | None
    ) -> tuple[Stretch, list[Known]]:
        """Items that are not at hand are fetched while the list is still asked whether it is up to
        date; only then it is sure that the others are.
        """
        hand = self._lists.at_hand
        changes = hand.changes
        stretch = self._lists.lately.stretch(marks, first, after)
        ids = _ids(stretch)
        lists, fetched = await self._now_with(_absent(ids, hand.find(ids)))
        if hand.changes != changes:
            stretch = lists.stretch(marks, first, after)
            ids = _ids(stretch)
        known = fetched | hand.find(ids)
        if absent := _absent(ids, known):
            known = fetched | await self._fetched(absent) | hand.find(ids)
        return stretch, [known[own] for own in ids if own in known]

    async def _now_with(self, absent: Sequence[str]) -> tuple[Ordered, dict[str, Known]]:
        """The lists with all that was written before, and items that were not at hand."""
        if not absent:
            return await self._lists.now(), {}
        return await asyncio.gather(self._lists.now(), self._fetched(absent))

    async def _fetched(self, ids: Sequence[str]) -> dict[str, Known]:
        changes = self._lists.at_hand.changes
        found = await self._items.find({"_id": {"$in": ids}}, {"outbox": 0}).to_list(len(ids))
        fetched = {document["_id"]: self._known(document) for document in found}
        self._lists.at_hand.keep(fetched, changes)
        return fetched

    def _known(self, document: Document) -> Known:
        legible = [Raw(msgspec.json.encode(item)) for item in readable([document], self._kind)]
        return Known(head_of(document), next(iter(legible), None))


def _page(stretch: Stretch, known: Sequence[Known]) -> Page[Raw]:
    legible = [
        (order, each.item)
        for order, each in zip(stretch.orders, known, strict=True)
        if each.item is not None
    ]
    items = fitting([item for _, item in legible])
    return Page(
        items=tuple(items),
        cursors=tuple(order for order, _ in legible[: len(items)]),
        total=stretch.total,
        has_next=stretch.more or len(items) < len(legible),
    )


def _ids(stretch: Stretch) -> list[str]:
    return [id_of(order) for order in stretch.orders]


def _absent(ids: Sequence[str], known: Container[str]) -> list[str]:
    return [own for own in ids if own not in known]


def _agree(stretch: Stretch, known: Sequence[Known], marks: frozenset[str]) -> bool:
    heads = [each.head for each in known]
    return stretch.orders == tuple(head.order for head in heads if head and head.marks >= marks)
