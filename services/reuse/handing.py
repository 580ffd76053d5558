"""Handing a film on: fetched beside everything else, then given to the item as it is by then."""

from collections.abc import Mapping
from typing import Any

from services.reuse.films import Films, downloads_of
from services.reuse.mirrors import Mirrors
from services.reuse.patience import fault_of, next_try
from services.reuse.store import ReuseStore
from shared.contracts.calls import Film
from shared.contracts.errors import Conflict, HubError
from shared.contracts.feed import FeedDownload
from shared.contracts.mirrored import MediaChoice
from shared.contracts.reuse import SHOWING, FollowedHub, FollowedItem, Pinned
from shared.kit import log
from shared.kit.documents import DatabaseError
from shared.kit.ids import now

_logger = log.get("hub.reuse")


def missing(hub: FollowedHub, item: FollowedItem, chosen: Pinned) -> dict[str, FeedDownload]:
    """The films that the item has there and not yet here, by their tracks."""
    if hub.wishes.media is MediaChoice.LINK:
        return {}
    wanted = downloads_of(chosen.read())
    return {name: file for name, file in wanted.items() if item.films.get(name) != file.url}


class Handing:
    """What is not handed on when this program ends is asked for again: the item is due."""

    def __init__(self, store: ReuseStore, mirrors: Mirrors, films: Films) -> None:
        self._store = store
        self._mirrors = mirrors
        self._films = films

    def soon(self, hub: FollowedHub, item_id: str, wanted: Mapping[str, FeedDownload]) -> None:
        async def hand() -> None:
            try:
                await self._hand(hub, item_id, wanted)
            except HubError as error:
                await self._note_failure(item_id, error)
            except DatabaseError as error:
                _logger.warning("film waits", item=item_id, reason=type(error).__name__)

        self._films.soon(item_id, hand)

    async def _hand(
        self, hub: FollowedHub, item_id: str, wanted: Mapping[str, FeedDownload]
    ) -> None:
        films: dict[str, Film] = {
            name: await self._films.fetch(item_id, file) for name, file in wanted.items()
        }
        item = await self._store.item(item_id)
        if item is None or item.state not in SHOWING or item.pinned is None:
            return
        await self._mirrors.put(hub, item, item.pinned, films)
        urls = {name: file.url for name, file in wanted.items()}
        await self._note(item_id, films=item.films | urls, due_at=now(), tries=0)
        await self.undo_if_gone(hub, item)

    async def undo_if_gone(self, hub: FollowedHub, item: FollowedItem) -> None:
        """Somebody may have taken the item down while it was being shown."""
        present = await self._store.item(item.id)
        if present is None or present.state not in SHOWING:
            await self._mirrors.take_down(hub, item, present.reason if present else None)

    async def _note_failure(self, item_id: str, error: HubError) -> None:
        item = await self._store.item(item_id)
        tries = item.tries if item else 0
        await self._note(item_id, fault=fault_of(error), tries=tries + 1, due_at=next_try(tries))

    async def _note(self, item_id: str, **changed: Any) -> None:
        """Keeps the word with the item as it is by now, if it is still there and shown."""
        while (item := await self._store.item(item_id)) and item.state in SHOWING:
            try:
                await self._store.keep(item, **changed)
            except Conflict:
                continue
            return
