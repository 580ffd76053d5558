"""The public items that have a place or a date, kept up to date from the log of changes."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from gateway.feeds.changes import Change, Wanted
from gateway.feeds.channel import Channel
from gateway.feeds.cursor import CursorUnknown
from gateway.feeds.rest import Feeds
from gateway.graphql.ids import global_id
from gateway.graphql.licence_type import Attributed
from gateway.links import kind_of, page_path
from shared.contracts.content import Content, ContentKind
from shared.contracts.feed import MOST
from shared.contracts.licence import LicenceCode
from shared.contracts.on_site import Appointment, Place

MOST_ITEMS = 1_000
"""Those that were changed last; more would be no map and no calendar to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnSite:
    """What maps and calendars say of an item; `url` is its page."""

    id: str
    kind: ContentKind
    url: str
    title: str
    summary: str
    language: str
    fields: tuple[str, ...]
    measures: tuple[str, ...]
    licence: LicenceCode
    attribution: str
    publisher: str
    revision: int
    modified_at: datetime
    places: tuple[Place, ...]
    dates: tuple[Appointment, ...]

    def belongs_to(self, channel: Channel) -> bool:
        return channel.field in (None, *self.fields) and channel.measure in (None, *self.measures)


def on_site_of(item: Content, public_url: str) -> OnSite:
    url = public_url + page_path(item)
    return OnSite(
        id=global_id(item),
        kind=kind_of(item),
        url=url,
        title=item.title,
        summary=item.summary,
        language=item.language,
        fields=item.fields,
        measures=item.measures,
        licence=item.licence,
        attribution=Attributed(item, url).text,
        publisher=item.publisher,
        revision=item.revision,
        modified_at=item.modified_at,
        places=item.places,
        dates=item.dates,
    )


class OnSiteItems:
    """Reads the whole log once, and after that what has come since.

    `version` counts up with each change to what maps and calendars show.
    """

    def __init__(self, feeds: Feeds) -> None:
        self.version = 0
        self._feeds = feeds
        self._known: dict[str, OnSite] = {}
        self._cursor: str | None = None
        self._changed: datetime | None = None
        self._reading = asyncio.Lock()

    async def of(self, channel: Channel) -> list[OnSite]:
        """Of the whole hub or a topic, in the order of their changes. Raises `Unavailable`."""
        await self._catch_up()
        return [item for item in self._known.values() if item.belongs_to(channel)]

    async def changed(self) -> datetime | None:
        """When anything public changed last, with a place or without. Raises `Unavailable`."""
        await self._catch_up()
        return self._changed

    async def _catch_up(self) -> None:
        async with self._reading:
            try:
                await self._read_on()
            except CursorUnknown:
                self._known, self._cursor = {}, None
                self.version += 1
                await self._read_on()

    async def _read_on(self) -> None:
        more = True
        while more:
            page = await self._feeds.of(Wanted()).page(self._cursor, MOST)
            self._learn(page.changes)
            self._cursor, more = str(page.cursor), page.more

    def _learn(self, changes: Iterable[Change]) -> None:
        for change in changes:
            self._changed = max(change.at, self._changed or change.at)
            known = self._known.pop(change.id, None)
            if change.item and (change.item.places or change.item.dates):
                known = on_site_of(change.item, self._feeds.public_url)
                self._known[change.id] = known
            self.version += known is not None
        while len(self._known) > MOST_ITEMS:
            del self._known[next(iter(self._known))]
