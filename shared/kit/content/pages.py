"""A page of a list: found in memory, its items as the database has them at that moment."""

import asyncio
from collections.abc import Container, Sequence
from typing import Any, Generic, TypeVar

from shared.contracts.calls import Filter, Page
from shared.contracts.content import Content
from shared.contracts.errors import Unavailable
from shared.kit.content.at_hand import Known
from shared.kit.content.fitting import fitting
from shared.kit.content.following import Following
from shared.kit.content.heads import head_of, id_of, marks_of
from shared.kit.content.ordered import Stretch
from shared.kit.documents import Collection, Document, readable

C = TypeVar("C", bound=Content)

_TRIES = 40
_PAUSE_SECONDS = 0.005


class Pages(Generic[C]):
    """The lists of one kind, page by page."""

    def __init__(self, kind: type[C], items: Collection, lists: Following) -> None:
        self._kind = kind
        self._items = items
        self._lists = lists

    async def page(
        self, first: int, after: str | None, chosen: Filter, author: str | None
    ) -> Page[C]:
        """The page as the database has it now.

        Whoever writes in the same moment may make the list and its items differ: it is read again.
        """
        marks = marks_of(chosen, author)
        for _ in range(_TRIES):
            stretch, known = await self._read(marks, first, after)
            if _agree(stretch, known, marks):
                return self._page(stretch, known)
            await asyncio.sleep(_PAUSE_SECONDS)
        self._lists.doubt()
        raise Unavailable("Die Liste ändert sich gerade zu schnell.")

    async def _read(
        self, marks: frozenset[str], first: int, after: str | None
    ) -> tuple[Stretch, list[Known]]:
        """Items that are not at hand are fetched while the list is still asked whether it is up to
        date; only then it is sure that the others are.
        """
        guessed = self._lists.lately.stretch(marks, first, after)
        fetched, lists = await asyncio.gather(self._fetched(guessed, ()), self._lists.now())
        stretch = lists.stretch(marks, first, after)
        fetched |= await self._fetched(stretch, fetched)
        found = (self._lists.at_hand.find(own) or fetched.get(own) for own in _ids(stretch))
        return stretch, [known for known in found if known]

    async def _fetched(self, stretch: Stretch, known: Container[str]) -> dict[str, Known]:
        """What is neither known nor at hand."""
        hand = self._lists.at_hand
        ids = [own for own in _ids(stretch) if own not in known and hand.find(own) is None]
        if not ids:
            return {}
        changes = hand.changes
        found = await self._items.find({"_id": {"$in": ids}}, {"outbox": 0}).to_list(len(ids))
        fetched = {document["_id"]: self._known(document) for document in found}
        hand.keep(fetched, changes)
        return fetched

    def _known(self, document: Document) -> Known:
        return Known(head_of(document), next(iter(readable([document], self._kind)), None))

    def _page(self, stretch: Stretch, known: Sequence[Known]) -> Page[C]:
        legible: list[Any] = [each.item for each in known if each.item]
        items = fitting(legible)
        places = {id_of(order): order for order in stretch.orders}
        return Page(
            items=tuple(items),
            cursors=tuple(places[item.id] for item in items),
            total=stretch.total,
            has_next=stretch.more or len(items) < len(legible),
        )


def _ids(stretch: Stretch) -> list[str]:
    return [id_of(order) for order in stretch.orders]


def _agree(stretch: Stretch, known: Sequence[Known], marks: frozenset[str]) -> bool:
    heads = [each.head for each in known]
    return stretch.orders == tuple(head.order for head in heads if head and head.marks >= marks)
