"""Items as AMB, one by one and as a list that learning platforms harvest."""

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.types import ControllerRouterHandler

from gateway.entity_tags import tagged
from gateway.feeds.amb import MEDIA_TYPE, amb
from gateway.feeds.changes import Wanted
from gateway.feeds.rest import Feeds
from shared.contracts.calls import BySlug
from shared.contracts.city import City
from shared.contracts.content import ContentKind
from shared.contracts.feed import MOST
from shared.contracts.kinds import KINDS
from shared.kit.validation import checked

RESOURCES = "/api/v1/amb"
FeedRequest = Request[Any, Any, Any]


def resource_handlers(feeds: Feeds, city: City) -> Sequence[ControllerRouterHandler]:
    @get(f"{RESOURCES}/{{kind:str}}/{{slug:str}}", include_in_schema=False)
    async def resource(request: FeedRequest, kind: str, slug: str) -> Response[str]:
        if kind not in set(ContentKind):
            raise NotFoundException(detail=kind)
        calls = KINDS[ContentKind(kind)].calls
        item = await feeds.services().call(calls.by_slug, checked(BySlug(slug=slug)))
        return _json(request, amb(item, city, feeds.public_url))

    @get(RESOURCES, include_in_schema=False)
    async def resources(request: FeedRequest) -> Response[str]:
        """What comes next is named in the header `Link` (RFC 8288)."""
        page = await feeds.of(Wanted()).page(request.query_params.get("cursor") or None, MOST)
        found = [amb(each.item, city, feeds.public_url) for each in page.changes if each.item]
        following = f"{feeds.public_url}{RESOURCES}?cursor={page.cursor}"
        return _json(request, found, {"Link": f'<{following}>; rel="next"'} if page.more else {})

    return [resource, resources]


def _json(
    request: FeedRequest, body: object, headers: dict[str, str] | None = None
) -> Response[str]:
    return tagged(request, msgspec.json.encode(body).decode(), MEDIA_TYPE, headers or {})
