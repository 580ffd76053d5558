"""Taking over: an item of another hub is shown here, changed, and taken down again."""

from datetime import datetime, timedelta

from services.reuse.errors import FilmInWork, ItemFault
from services.reuse.films import Films
from services.reuse.handing import Handing, missing
from services.reuse.mirrors import Mirrors
from services.reuse.patience import fault_of, next_try
from services.reuse.store import ReuseStore
from shared.contracts.content import Content, Status, WithdrawalReason
from shared.contracts.errors import Conflict, HubError, Internal, Unavailable
from shared.contracts.reuse import SHOWING, FollowedHub, FollowedItem, FollowedState, Pinned
from shared.contracts.video import ProcessingState, Video
from shared.kit import log
from shared.kit.documents import DatabaseError
from shared.kit.ids import now

_FILM_SECONDS = 5

_logger = log.get("hub.reuse")


class Taking:
    """What is wrong with an item, or with its files, is kept with it, and the last good state
    stays. All raise `Unavailable`, and `Conflict` where somebody else was faster.
    """

    def __init__(self, store: ReuseStore, mirrors: Mirrors, films: Films) -> None:
        self._store = store
        self._mirrors = mirrors
        self._handing = Handing(store, mirrors, films)

    async def show(self, hub: FollowedHub, item: FollowedItem, chosen: Pinned) -> FollowedItem:
        """Shows this state of the item, what is offered or what is pinned."""
        item = await self._meaning_to(item, chosen)
        try:
            kept = await self._mirrors.put(hub, item, chosen)
        except (Unavailable, DatabaseError):
            raise
        except HubError as error:
            return await self._failed(item, chosen, error)
        except Exception:  # nobody's item may hold up the others
            _logger.exception("item stuck", hub=hub.address, item=item.id)
            return await self._failed(item, chosen, Internal("Der Inhalt ließ sich nicht lesen."))
        try:
            return await self._shown(hub, item, chosen, kept)
        except Conflict:
            await self._handing.undo_if_gone(hub, item)
            raise

    async def _meaning_to(self, item: FollowedItem, chosen: Pinned) -> FollowedItem:
        """What is going to be shown is written down first: who dies in the middle comes back."""
        if chosen == item.pinned and item.state in SHOWING:
            return item
        return await self._store.keep(
            item, accepted=chosen.content_hash, due_at=next_try(item.tries)
        )

    async def retry(self, hub: FollowedHub, item: FollowedItem) -> None:
        """Once more what was accepted and did not succeed, or whose film was awaited."""
        offered, pinned = item.offered, item.pinned
        if offered and offered.content_hash == item.accepted:
            await self.show(hub, item, offered)
        elif pinned and item.state in SHOWING:
            await self.show(hub, item, pinned)
        else:  # somebody may have died while showing what was taken down at the same time
            await self._mirrors.take_down(hub, item, item.reason)
            await self._store.postpone(item, None)

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
            item, state=state, offered=(item.offered or item.pinned) if refused else None,
            reason=reason, fault=None, films={}, seen_at=now(),
            due_at=next_try(0) if item.accepted else None,
            accepted=None, tries=0,
        )  # fmt: skip

    async def _shown(
        self, hub: FollowedHub, item: FollowedItem, chosen: Pinned, kept: Content
    ) -> FollowedItem:
        films, waiting = missing(hub, item, chosen), _waiting(kept)
        due = _due(item, waiting, films=bool(films))
        if films:
            self._handing.soon(hub, item.id, films)
        if _waits_still(item, chosen, waiting):
            await self._store.postpone(item, due)
            return item
        left = item.offered if item.offered != chosen else None
        return await self._store.keep(
            item, state=FollowedState.CHANGED if left else FollowedState.SHOWN, title=kept.title,
            pinned=chosen, offered=left, reason=None, accepted=None,
            fault=fault_of(waiting) if waiting else None, due_at=due,
        )  # fmt: skip

    async def _failed(self, item: FollowedItem, chosen: Pinned, error: HubError) -> FollowedItem:
        """Conflicts of ownership stay as they are; all else may succeed later."""
        owned = isinstance(error, Conflict) and error.field == "id"
        return await self._store.keep(
            item, fault=fault_of(error), tries=item.tries + 1,
            accepted=None if owned else chosen.content_hash,
            due_at=None if owned else next_try(item.tries),
        )  # fmt: skip


def _waits_still(item: FollowedItem, chosen: Pinned, waiting: HubError | None) -> bool:
    """Whether nothing has changed but the time: an editor's open form stays good."""
    code = item.fault.code if item.fault else None
    same = item.state is FollowedState.SHOWN and item.offered is None and chosen == item.pinned
    return waiting is not None and same and code == waiting.code


def _due(item: FollowedItem, waiting: HubError | None, *, films: bool) -> datetime | None:
    """When to look again: soon where a film is being made playable, later where one is fetched."""
    if films:
        return next_try(item.tries)
    if isinstance(waiting, FilmInWork):
        return now() + timedelta(seconds=_FILM_SECONDS)
    return None


def _waiting(kept: Content) -> HubError | None:
    """Why the item is not public yet, if it is meant to be."""
    if kept.status is not Status.DRAFT or not isinstance(kept, Video):
        return None
    if kept.processing.state is ProcessingState.FAILED:
        return ItemFault(kept.processing.message)
    return FilmInWork("Der Film wird noch geholt oder umgewandelt.")
