"""The feed over plain HTTP: pages of JSON, JSON Lines with a checksum, and server-sent events."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar import MediaType, Request, Response, get
from litestar.response import ServerSentEvent, Stream
from litestar.types import ControllerRouterHandler

from gateway.auth.throttle import TooManyAttempts
from gateway.clients import Services
from gateway.entity_tags import tagged
from gateway.feeds.changes import Feed, Page, Wanted
from gateway.feeds.entries import entry
from gateway.feeds.log import ChangeLog
from gateway.feeds.watch import Watch
from shared.contracts.content import ContentKind
from shared.contracts.errors import Invalid
from shared.contracts.feed import CHANGES_PATH, ITEMS_PATH, MOST
from shared.contracts.licence import LicenceCode

_MOST_EXPORTS = 4
"""At a time, of everything: each reads the whole hub."""

_ASKED = ("kind", "field", "licence")
E_ = TypeVar("E_", bound=StrEnum)
FeedRequest = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Feeds:
    """What the routes are made of; `services` are those of a stranger."""

    log: ChangeLog
    services: Callable[[], Services]
    watch: Watch
    public_url: str
    exports: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_MOST_EXPORTS))

    def of(self, wanted: Wanted) -> Feed:
        return Feed(self.log, self.services(), wanted)


def feed_handlers(feeds: Feeds) -> list[ControllerRouterHandler]:
    @get(ITEMS_PATH, include_in_schema=False)
    async def items(request: FeedRequest) -> Response[Any]:
        query = request.query_params
        page = await feeds.of(_wanted(query)).page(_cursor(query), _first(query))
        body = {
            "results": [entry(change, feeds.public_url) for change in page.changes],
            "cursor": str(page.cursor),
            "next": _next(feeds.public_url, query, page) if page.more else None,
        }
        text = msgspec.json.encode(body).decode()
        return tagged(request, text, MediaType.JSON, {})

    @get(f"{ITEMS_PATH}.jsonl", include_in_schema=False)
    async def export(request: FeedRequest) -> Stream:
        if feeds.exports.locked():
            raise TooManyAttempts(
                "Gerade laden schon mehrere alles. Bitte versuchen Sie es später."
            )
        feed = feeds.of(_wanted(request.query_params))
        await feed.log.head()  # away is said before the first line
        lines = _lines(feeds, feed)
        return Stream(lines, media_type="application/jsonl")

    @get(CHANGES_PATH, include_in_schema=False)
    async def changes(request: FeedRequest) -> ServerSentEvent:
        told = request.headers.get("last-event-id") or _cursor(request.query_params)
        wanted = _wanted(request.query_params)
        await feeds.of(wanted).start(told)  # a bad cursor is said before the stream begins
        follower = feeds.watch.admit(request)
        return ServerSentEvent(feeds.watch.follow(feeds, wanted, told, follower))

    return [items, export, changes]


async def _lines(feeds: Feeds, feed: Feed) -> AsyncIterator[bytes]:
    """An item a line, as they were sent; the last line counts and sums up those before it."""
    digest, count, cursor = hashlib.sha256(), 0, ""
    if feeds.exports.locked():  # others were let in at the same moment: nobody waits in line
        yield msgspec.json.encode({"end": False, "code": TooManyAttempts.code}) + b"\n"
        return
    async with feeds.exports:
        async for page in feed.all():
            cursor = str(page.cursor)
            for change in page.changes:
                line = msgspec.json.encode(entry(change, feeds.public_url)) + b"\n"
                digest.update(line)
                count += 1
                yield line
    end = {"end": True, "count": count, "sha256": digest.hexdigest(), "cursor": cursor}
    yield msgspec.json.encode(end) + b"\n"


def _next(public_url: str, query: Mapping[str, str], page: Page) -> str:
    kept = [(name, value) for name, value in query.items() if name in (*_ASKED, "first")]
    return f"{public_url}{ITEMS_PATH}?{urlencode([*kept, ('cursor', str(page.cursor))])}"


def _cursor(query: Mapping[str, str]) -> str | None:
    return query.get("cursor") or None


def _first(query: Mapping[str, str]) -> int:
    text = query.get("first", str(MOST))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise Invalid(f"Nennen Sie 1 bis {MOST}.", field="first")
    return int(text)


def _wanted(query: Any) -> Wanted:
    return Wanted(
        kinds=_members(query.getall("kind", []), ContentKind, "kind"),
        licences=_members(query.getall("licence", []), LicenceCode, "licence"),
        fields=frozenset(query.getall("field", [])),
        since=_moment(query.get("modified_since")),
    )


def _members(texts: list[str], enum: type[E_], field: str) -> frozenset[E_]:
    try:
        return frozenset(enum(text) for text in texts)
    except ValueError:
        known = ", ".join(enum)
        raise Invalid(f"Bekannt sind: {known}.", field=field) from None


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(
            "Das ist kein Zeitpunkt nach ISO 8601, etwa 2026-03-05T10:00:00Z.",
            field="modified_since",
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
