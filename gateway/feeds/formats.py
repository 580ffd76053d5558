"""The newest items for feed readers and podcast players, of the whole hub and of each topic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from litestar import Request, Response, get
from litestar.types import ControllerRouterHandler

from gateway.entity_tags import tagged
from gateway.feeds import atom, podcast
from gateway.feeds.channel import Channel, of_topic, topic_paths, whole
from gateway.feeds.newest import newest
from gateway.feeds.rest import Feeds
from shared.contracts.city import City
from shared.contracts.content import ContentKind
from shared.contracts.video import Video

FeedRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class _Formats:
    feeds: Feeds
    city: City

    async def atom(self, request: FeedRequest, channel: Channel) -> Response[str]:
        items = await newest(self.feeds.services(), field=channel.field, measure=channel.measure)
        text = atom.atom(channel, items, self.city, self.feeds.public_url, request.url.path)
        return tagged(request, text.decode(), atom.MEDIA_TYPE, {})

    async def podcast(self, request: FeedRequest, channel: Channel) -> Response[str]:
        kinds = (ContentKind.VIDEO,)
        found = await newest(
            self.feeds.services(), kinds, field=channel.field, measure=channel.measure
        )
        videos = cast("list[Video]", found)
        text = podcast.podcast(channel, videos, self.city, self.feeds.public_url, request.url.path)
        return tagged(request, text.decode(), podcast.MEDIA_TYPE, {})


def format_handlers(feeds: Feeds, city: City) -> Sequence[ControllerRouterHandler]:
    formats = _Formats(feeds, city)

    @get("/feed.atom", include_in_schema=False)
    async def everything(request: FeedRequest) -> Response[str]:
        return await formats.atom(request, whole(city))

    @get(topic_paths("feed.atom"), include_in_schema=False)
    async def topic(request: FeedRequest, slug: str) -> Response[str]:
        return await formats.atom(request, of_topic(city, request.url.path, slug))

    @get("/podcast.rss", include_in_schema=False)
    async def films(request: FeedRequest) -> Response[str]:
        return await formats.podcast(request, whole(city))

    @get(topic_paths("podcast.rss"), include_in_schema=False)
    async def films_of_topic(request: FeedRequest, slug: str) -> Response[str]:
        return await formats.podcast(request, of_topic(city, request.url.path, slug))

    return [everything, topic, films, films_of_topic]
