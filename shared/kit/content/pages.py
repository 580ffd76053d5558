"""A page of a list: found in memory, its items as the database has them at that moment."""

import asyncio
from collections.abc import Sequence
from typing import Generic, TypeVar

from shared.contracts.calls import Filter, Page
from shared.contracts.content import Content
from shared.contracts.errors import Unavailable
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
            stretch, documents = await self._read(marks, first, after)
            if _agree(stretch, documents, marks):
                return self._page(stretch, documents)
            await asyncio.sleep(_PAUSE_SECONDS)
        self._lists.doubt()
        raise Unavailable("Die Liste ändert sich gerade zu schnell.")

    async def _read(
        self, marks: frozenset[str], first: int, after: str | None
    ) -> tuple[Stretch, list[Document]]:
        """The items are fetched while the list is still asked whether it is up to date."""
        guessed = self._lists.lately.stretch(marks, first, after)
        documents, lists = await asyncio.gather(self._documents(guessed), self._lists.now())
        stretch = lists.stretch(marks, first, after)
        if stretch.orders != guessed.orders:
            documents = await self._documents(stretch)
        return stretch, documents

    async def _documents(self, stretch: Stretch) -> list[Document]:
        ids = [id_of(order) for order in stretch.orders]
        if not ids:
            return []
        found = await self._items.find({"_id": {"$in": ids}}, {"outbox": 0}).to_list(len(ids))
        by_id = {document["_id"]: document for document in found}
        return [by_id[item_id] for item_id in ids if item_id in by_id]

    def _page(self, stretch: Stretch, documents: Sequence[Document]) -> Page[C]:
        legible = readable(documents, self._kind)
        items = fitting(legible)
        places = {id_of(order): order for order in stretch.orders}
        return Page(
            items=tuple(items),
            cursors=tuple(places[item.id] for item in items),
            total=stretch.total,
            has_next=stretch.more or len(items) < len(legible),
        )


def _agree(stretch: Stretch, documents: Sequence[Document], marks: frozenset[str]) -> bool:
    heads = [head_of(document) for document in documents]
    return stretch.orders == tuple(head.order for head in heads if head and head.marks >= marks)
