"""Reading what a feed tells of one item, and what follows from it here."""

from contextlib import suppress

import msgspec
from msgspec import Raw

from services.reuse.entries import Named, check, offered, pinned, read
from services.reuse.errors import HashMismatch
from services.reuse.patience import fault_of
from services.reuse.store import ReuseStore
from services.reuse.taking import Taking
from shared.contracts.errors import Conflict, HubError
from shared.contracts.feed import FeedEntry
from shared.contracts.reuse import (
    SHOWING,
    Acceptance,
    FollowedHub,
    FollowedItem,
    FollowedState,
    Pinned,
)
from shared.kit import log
from shared.kit.documents import DatabaseError
from shared.kit.ids import now

_ATTEMPTS = 3
_MOST_ITEMS = 50_000
"""Of one hub."""

_logger = log.get("hub.reuse")


class Judging:
    """Take-downs need nobody's word; for the rest the hub's wishes say who accepts it."""

    def __init__(self, store: ReuseStore, taking: Taking) -> None:
        self._store = store
        self._taking = taking
        self._known: int | None = None

    async def judge(self, hub: FollowedHub, raw: Raw) -> None:
        """Makes true here what the entry says; the same again changes nothing."""
        try:
            entry = read(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            _logger.warning("entry left out", hub=hub.address, reason=str(error))
            await self._seen_at_least(raw)
            return
        try:
            await self._patiently(hub, entry, raw)
        except (HubError, DatabaseError):
            raise
        except Exception:  # nobody's entry may hold up the others
            _logger.exception("entry stuck", hub=hub.address, item=entry.uuid)

    async def _seen_at_least(self, raw: Raw) -> None:
        """What cannot be read is not gone."""
        with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            await self._store.seen(msgspec.json.decode(raw, type=Named).uuid, now())

    async def _patiently(self, hub: FollowedHub, entry: FeedEntry, raw: Raw) -> None:
        for attempt in range(_ATTEMPTS):
            try:
                await self._judge(hub, entry, raw)
            except Conflict:  # an editor was faster
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    async def _judge(self, hub: FollowedHub, entry: FeedEntry, raw: Raw) -> None:
        item = await self._store.item(entry.uuid)
        if item and item.hub_id != hub.id:
            if item.state in SHOWING or entry.deleted:
                _logger.warning("another hub's item", hub=hub.address, item=entry.uuid)
                return
            await self._store.forget([item])  # a claim that nobody has accepted gives way
            item = None
        if entry.deleted:
            await self._gone(hub, item, entry)
            return
        try:
            check(hub, entry)
        except HashMismatch as error:
            await self._mistrust(hub, item, entry, error)
            return
        await self._there(hub, item, entry, raw)

    async def _gone(self, hub: FollowedHub, item: FollowedItem | None, entry: FeedEntry) -> None:
        if item and item.state is not FollowedState.GONE:
            await self._taking.release(hub, item, FollowedState.GONE, entry.reason)

    async def _mistrust(
        self, hub: FollowedHub, item: FollowedItem | None, entry: FeedEntry, error: HashMismatch
    ) -> None:
        if item:
            await self._store.keep(item, fault=fault_of(error), seen_at=now())
        else:
            _logger.warning("item left out", hub=hub.address, item=entry.uuid, code=error.code)

    async def _has_room(self, hub: FollowedHub) -> bool:
        """Counted once, then counted on."""
        if self._known is None:
            self._known = await self._store.count_of(hub.id)
        self._known += 1
        return self._known <= _MOST_ITEMS

    async def _there(
        self, hub: FollowedHub, item: FollowedItem | None, entry: FeedEntry, raw: Raw
    ) -> None:
        told = pinned(entry, raw)
        known = await (self._compared(item, told) if item else self._new(hub, entry, told))
        if known and known.offered and _accepted(hub, known):
            await self._taking.show(hub, known, known.offered)

    async def _new(self, hub: FollowedHub, entry: FeedEntry, told: Pinned) -> FollowedItem | None:
        if await self._has_room(hub):
            return await self._store.insert(offered(hub, entry, told))
        _logger.warning("too many items", hub=hub.address, item=entry.uuid)
        return None

    async def _compared(self, item: FollowedItem, told: Pinned) -> FollowedItem:
        """The item with what is news in it."""
        due = item.due_at if item.state in SHOWING else None
        if _same(item, told):
            if item.fault is None:
                await self._store.seen(item.id, now())
                return item
            due = now() if item.state in SHOWING else None
            return await self._store.keep(item, fault=None, due_at=due, seen_at=now())
        if _shows(item, told):  # the change was taken back there
            shown = FollowedState.SHOWN
            return await self._store.keep(item, offered=None, state=shown, seen_at=now())
        return await self._store.keep(
            item, offered=told, state=_state_with_news(item), fault=None, due_at=due,
            accepted=None, tries=0, seen_at=now(),
        )  # fmt: skip


def _same(item: FollowedItem, told: Pinned) -> bool:
    """Whether this is known: as what is offered, else as what is shown."""
    last = item.offered
    return (last is not None and last.content_hash == told.content_hash) or (
        last is None and _shows(item, told)
    )


def _shows(item: FollowedItem, told: Pinned) -> bool:
    pinned = item.pinned if item.state in SHOWING else None
    return pinned is not None and pinned.content_hash == told.content_hash


def _state_with_news(item: FollowedItem) -> FollowedState:
    if item.state in SHOWING:
        return FollowedState.CHANGED
    return item.state if item.state is FollowedState.REFUSED else FollowedState.OFFERED


def _accepted(hub: FollowedHub, item: FollowedItem) -> bool:
    """Whether what is offered of the item is wanted without anybody's word."""
    wishes = hub.wishes
    match item.state:
        case FollowedState.OFFERED:
            return wishes.new_items is Acceptance.AUTOMATIC
        case FollowedState.CHANGED:
            return wishes.updates is Acceptance.AUTOMATIC
        case _:
            return False
