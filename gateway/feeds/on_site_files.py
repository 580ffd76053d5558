"""Maps and calendars of the whole hub, of a topic, and of an item."""

from collections.abc import Sequence
from typing import Any

import msgspec
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


def on_site_handlers(
    feeds: Feeds, items: OnSiteItems, city: City
) -> Sequence[ControllerRouterHandler]:
    public_url = feeds.public_url

    async def map_of(request: FileRequest, channel: Channel) -> Response[str]:
        node = geojson.geojson(channel, await items.of(channel), public_url)
        return tagged(request, msgspec.json.encode(node).decode(), geojson.MEDIA_TYPE, {})

    async def calendar_of(request: FileRequest, channel: Channel) -> Response[str]:
        return _calendar(request, channel, await items.of(channel), public_url)

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
        found = on_site_of(item, feeds.public_url)
        return _calendar(request, channel, [found], feeds.public_url)

    return calendar_of_item


def _calendar(
    request: FileRequest, channel: Channel, items: Sequence[OnSite], public_url: str
) -> Response[str]:
    text = ical.ical(channel, items, public_url).decode()
    return tagged(request, text, ical.MEDIA_TYPE, {})
