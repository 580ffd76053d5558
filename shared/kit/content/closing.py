"""Closing what is public still and should not be: a process may have died over a withdrawal."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from shared.contracts.content import Content, Status
from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.blobs import MEDIA, Blobs
from shared.kit.content.outbox import Effect
from shared.kit.content.store import ContentStore

C = TypeVar("C", bound=Content)

_ASKED_AT_ONCE = 100

_logger = log.get("hub.closing")


class Closing(Generic[C]):
    """Looks through the public bucket for what belongs to items that are not published."""

    def __init__(self, store: ContentStore[C], blobs: Blobs, plural: str, settle: Effect) -> None:
        self._store = store
        self._blobs = blobs
        self._prefix = f"{plural}/"
        self._settle = settle

    async def sweep(self) -> None:
        """Once through all that is public. What belongs to no known item stays: the database may
        be the wrong one, or an old copy.
        """
        found = await self._blobs.folders(MEDIA, self._prefix)
        ids = [folder.removeprefix(self._prefix).rstrip("/") for folder in found]
        for first in range(0, len(ids), _ASKED_AT_ONCE):
            await self._close(ids[first : first + _ASKED_AT_ONCE])

    async def _close(self, ids: Sequence[str]) -> None:
        items = {item.id: item for item in await self._store.get_many(ids)}
        for item_id in ids:
            item = items.get(item_id)
            if item is None:
                _logger.warning("public objects of an item nobody knows", item=item_id)
            elif item.status is not Status.PUBLISHED and await self._is_public(item_id):
                await self._close_one(item_id)

    async def _is_public(self, item_id: str) -> bool:
        """Some stores keep folders that are empty."""
        return bool(await self._blobs.listing(MEDIA, f"{self._prefix}{item_id}/"))

    async def _close_one(self, item_id: str) -> None:
        _logger.warning("closed what was left open", item=item_id)
        try:
            await self._settle(item_id)
        except HubError as error:
            _logger.warning("closing waits", item=item_id, reason=repr(error))
