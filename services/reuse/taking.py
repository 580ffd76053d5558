"""Taking over: an item of another hub is shown here, changed, and taken down again."""

from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from services.reuse.errors import FilmInWork, ItemFault
from services.reuse.handing import Handing, fault_of, missing
from services.reuse.mirrors import Mirrors
from services.reuse.store import ReuseStore
from shared.contracts.content import Content, Status, WithdrawalReason
from shared.contracts.errors import Conflict, HubError, Invalid
from shared.contracts.reuse import FollowedHub, FollowedItem, FollowedState, Pinned
from shared.contracts.video import ProcessingState, Video
from shared.kit.ids import now
from shared.kit.web import FetchError

_FILM_SECONDS = 3
_AGAIN_SECONDS = 60


class Taking:
    """What is wrong with an item, or with its files, is kept with it, and the last good state
    stays. All raise `Unavailable`, and `Conflict` where somebody else was faster.
    """

    def __init__(self, store: ReuseStore, mirrors: Mirrors, handing: Handing) -> None:
        self._store = store
        self._mirrors = mirrors
        self._handing = handing

    async def show(self, hub: FollowedHub, item: FollowedItem) -> FollowedItem:
        """Shows what is offered, or once more what is pinned."""
        chosen = item.offered or item.pinned
        if chosen is None:
            return item
        try:
            kept = await self._mirrors.put(hub, item, chosen)
        except (ItemFault, FetchError, Invalid, Conflict) as error:
            return await self._faulty(item, error)
        try:
            return await self._shown(hub, item, chosen, kept)
        except Conflict:
            await self._handing.undo_if_gone(hub, item)
            raise

    async def again(self, hub: FollowedHub, item: FollowedItem) -> FollowedItem:
        """Shows what is pinned anew, with other words of this hub in it; what waits goes on
        waiting.
        """
        after = await self.show(hub, replace(item, offered=None))
        if item.offered is None:
            return after
        return await self._store.keep(after, offered=item.offered, state=item.state)

    async def release(
        self,
        hub: FollowedHub,
        item: FollowedItem,
        state: FollowedState,
        reason: WithdrawalReason | None = None,
    ) -> FollowedItem:
        """Takes the item down."""
        await self._mirrors.take_down(hub, item, reason)
        refused = state is FollowedState.REFUSED
        return await self._store.keep(
            item,
            state=state,
            offered=(item.offered or item.pinned) if refused else None,
            reason=reason,
            fault=None,
            films={},
            due_at=None,
            seen_at=now(),
        )

    async def _shown(
        self, hub: FollowedHub, item: FollowedItem, chosen: Pinned, kept: Content
    ) -> FollowedItem:
        films = missing(hub, item, chosen)
        changed: dict[str, Any] = {"state": FollowedState.SHOWN, "reason": None, "offered": None}
        waiting = _waiting(kept)
        after = await self._store.keep(
            item,
            title=kept.title,
            pinned=chosen,
            fault=waiting and fault_of(waiting),
            due_at=_due(waiting, films=bool(films)),
            **changed,
        )
        if films:
            self._handing.soon(hub, item.id, films)
        return after

    async def _faulty(self, item: FollowedItem, error: HubError) -> FollowedItem:
        due = now() + timedelta(seconds=_AGAIN_SECONDS)
        again = isinstance(error, ItemFault | FetchError) or error.field == "revision"
        return await self._store.keep(item, fault=fault_of(error), due_at=due if again else None)


def _due(waiting: HubError | None, *, films: bool) -> datetime | None:
    """When to look again: soon where a film is being made playable, later where one is fetched."""
    if isinstance(waiting, FilmInWork) and not films:
        return now() + timedelta(seconds=_FILM_SECONDS)
    return now() + timedelta(seconds=_AGAIN_SECONDS) if films else None


def _waiting(kept: Content) -> HubError | None:
    """Why the item is not public yet, if it is not."""
    if kept.status is Status.PUBLISHED or not isinstance(kept, Video):
        return None
    if kept.processing.state is ProcessingState.FAILED:
        return ItemFault(kept.processing.message)
    return FilmInWork("Der Film wird noch geholt oder umgewandelt.")
