"""Maps and calendars of the whole hub, of a topic, and of an item."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.types import ControllerRouterHandler

from gateway.entity_tags import tagged
from gateway.feeds import geojson, ical
from gateway.feeds.channel import Channel, of_topic, topic_paths, whole
from gateway.feeds.on_site import OnSite, OnSiteItems, on_site_of
from gateway.feeds.rest import Feeds
from shared.contracts.calls import BySlug
from shared.contracts.city import City
from shared.contracts.kinds import KINDS, Kind
from shared.kit.validation import checked

PLACES = "/api/v1/places.geojson"
TOPIC_PLACES = "orte.geojson"
CALENDAR = "termine.ics"
FileRequest = Request[Any, Any, Any]
Write = Callable[[Channel, Sequence[OnSite], str], str]


def on_site_handlers(
    feeds: Feeds, items: OnSiteItems, city: City
) -> Sequence[ControllerRouterHandler]:
    files = _Files(items, feeds.public_url)

    async def map_of(request: FileRequest, channel: Channel) -> Response[str]:
        return await files.file(request, channel, geojson.geojson, geojson.MEDIA_TYPE)

    async def calendar_of(request: FileRequest, channel: Channel) -> Response[str]:
        return await files.file(request, channel, ical.ical, ical.MEDIA_TYPE)

    @get(PLACES, include_in_schema=False)
    async def places(request: FileRequest) -> Response[str]:
        return await map_of(request, whole(city))

    @get(topic_paths(TOPIC_PLACES), include_in_schema=False)
    async def places_of_topic(request: FileRequest, slug: str) -> Response[str]:
        return await map_of(request, of_topic(city, request.url.path, slug))

    @get(f"/{CALENDAR}", include_in_schema=False)
    async def calendar(request: FileRequest) -> Response[str]:
        return await calendar_of(request, whole(city))

    @get(topic_paths(CALENDAR), include_in_schema=False)
    async def calendar_of_topic(request: FileRequest, slug: str) -> Response[str]:
        return await calendar_of(request, of_topic(city, request.url.path, slug))

    return [
        *(places, places_of_topic, calendar, calendar_of_topic),
        *(_of_item(feeds, kind) for kind in KINDS.values()),
    ]


def _of_item(feeds: Feeds, kind: Kind[Any]) -> ControllerRouterHandler:
    @get(f"/{kind.path}/{{slug:str}}/{CALENDAR}", include_in_schema=False)
    async def calendar_of_item(request: FileRequest, slug: str) -> Response[str]:
        item = await feeds.services().call(kind.calls.by_slug, checked(BySlug(slug=slug)))
        channel = Channel(item.title, item.summary, f"/{kind.path}/{item.slug}")
        text = ical.ical(channel, [on_site_of(item, feeds.public_url)], feeds.public_url)
        return tagged(request, text, ical.MEDIA_TYPE, {})

    return calendar_of_item


class _Files:
    """Keeps each file until something in it changes: a thousand dates take a quarter second."""

    def __init__(self, items: OnSiteItems, public_url: str) -> None:
        self._items = items
        self._public_url = public_url
        self._kept: dict[str, tuple[int, str]] = {}
        self._making = asyncio.Lock()

    async def file(
        self, request: FileRequest, channel: Channel, write: Write, media_type: str
    ) -> Response[str]:
        found = await self._items.of(channel)
        name, version = f"{channel.path} {media_type}", self._items.version
        async with self._making:
            made_of, text = self._kept.get(name, (-1, ""))
            if made_of < version:
                text = await asyncio.to_thread(write, channel, found, self._public_url)
                self._kept[name] = version, text
        return tagged(request, text, media_type, {})
