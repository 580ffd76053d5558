"""The feed of changes: each item once, at its last change, with tombstones for what is gone."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gateway.clients import Services
from gateway.feeds.cursor import Cursor
from gateway.feeds.log import ChangeLog, Head, Logged
from shared.contracts.content import Content, ContentKind, Reference, Status, WithdrawalReason
from shared.contracts.feed import MOST
from shared.contracts.licence import LicenceCode

_BATCH = 100
_MOST_BATCHES = 20
"""What one request looks through where hardly anything fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader follows; empty means everything."""

    kinds: frozenset[ContentKind] = frozenset()
    fields: frozenset[str] = frozenset()
    licences: frozenset[LicenceCode] = frozenset()
    since: datetime | None = None

    def fits(self, item: Content) -> bool:
        return (not self.fields or not self.fields.isdisjoint(item.fields)) and (
            not self.licences or item.licence in self.licences
        )

    def may_fit(self, logged: Logged) -> bool:
        """As far as the event tells. What other hubs publish is followed there."""
        event = logged.event
        own = event.ever_published and not event.mirrored
        return own and (not self.kinds or event.kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Change:
    """An item as it is now, or the word that it is gone, or no longer among what was wanted."""

    cursor: Cursor
    kind: ContentKind
    id: str
    revision: int
    at: datetime
    item: Content | None = None
    reason: WithdrawalReason | None = None

    @property
    def deleted(self) -> bool:
        return self.item is None


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the feed. `cursor` is the place after it, also where nothing was found."""

    changes: list[Change]
    cursor: Cursor
    more: bool


@dataclass(slots=True)
class Feed:
    """Reads as a stranger would: what is not public is not there."""

    log: ChangeLog
    services: Services
    wanted: Wanted = field(default_factory=Wanted)

    async def start(self, after: str | None) -> tuple[Cursor, Head]:
        """Where reading begins. Raises `Invalid` and `CursorUnknown`."""
        head = await self.log.head()
        if after:
            return Cursor.read(after, head), head
        return Cursor.start(head, knows_nothing=self.wanted.since is None), head

    async def page(self, after: str | None, most: int) -> Page:
        """At most so many changes; fewer, and more to come, where hardly anything fits."""
        cursor, head = await self.start(after)
        found: list[Change] = []
        for _ in range(_MOST_BATCHES):
            room = min(_BATCH, most - len(found))
            logged, there = await self.log.after(cursor.sequence, room, self.wanted.since)
            found += await self._changes(logged, cursor)
            cursor = cursor.at(there or max(head.sequence, *(e.sequence for e in logged), 0))
            if not there or len(found) >= most:
                return Page(found, cursor, more=bool(there))
        return Page(found, cursor, more=True)

    async def all(self) -> AsyncIterator[Page]:
        """Everything there is, page by page."""
        after, more = None, True
        while more:
            page = await self.page(after, MOST)
            yield page
            after, more = str(page.cursor), page.more

    async def _changes(self, logged: Sequence[Logged], start: Cursor) -> list[Change]:
        told = [each for each in logged if self.wanted.may_fit(each)]
        items = await self.services.items(
            [
                Reference(kind=each.event.kind, id=each.event.content_id)
                for each in told
                if each.event.status is Status.PUBLISHED
            ]
        )
        by_id = {item.id: item for item in items if self.wanted.fits(item)}
        found = (_change(each, by_id.get(each.event.content_id), start) for each in told)
        return [each for each in found if each.item or each.cursor.sequence > start.until]


def _change(logged: Logged, item: Content | None, start: Cursor) -> Change:
    event = logged.event
    return Change(
        cursor=start.at(logged.sequence),
        kind=event.kind,
        id=event.content_id,
        revision=item.revision if item else event.revision,
        at=item.modified_at if item else event.at,
        item=item,
        reason=event.reason if item is None else None,
    )
