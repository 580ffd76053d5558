"""Another hub's feed, as a stranger reads it."""

from collections.abc import AsyncGenerator
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from services.reuse.errors import CursorLost, FeedRefused, FeedUnreadable
from shared.contracts.feed import CHANGES_PATH, ITEMS_PATH, MOST, FeedPage
from shared.contracts.reuse import FollowedHub
from shared.kit.web import Reply, Web

_MOST_PAGE_BYTES = 32 << 20
_MOST_NEWS_BYTES = 64 << 20
"""Of one connection; then it is made anew."""

_OK, _GONE, _NOT_MODIFIED = 200, 410, 304
_NEWS = b"event: change"


class _Refusal(Struct):
    code: str = ""


class Upstream:
    """One hub's feed. Remembers the tag of the last page, so that nothing new costs nothing."""

    def __init__(self, web: Web, streams: Web, hub: FollowedHub, answer_seconds: float) -> None:
        self._web = web
        self._streams = streams
        self._answer_seconds = answer_seconds
        self._hub = hub
        self._tag: tuple[str, str] = ("", "")

    async def page(self, cursor: str | None) -> FeedPage | None:
        """The changes after a place; None where the answer is the same as the last time.

        Raises `FetchError` and `FeedFault`.
        """
        url = self._address(ITEMS_PATH, cursor, ("first", str(MOST)))
        asked, tag = self._tag
        headers = {"Accept": "application/json"}
        if asked == url:
            headers["If-None-Match"] = tag
        reply = await self._web.fetch(
            url, headers=headers, most_bytes=_MOST_PAGE_BYTES, seconds=self._answer_seconds
        )
        if reply.status == _NOT_MODIFIED and asked == url:
            return None
        page = _page(reply)
        self._tag = (url, reply.headers.get("etag", ""))
        return page

    async def news(self, cursor: str | None) -> AsyncGenerator[None]:
        """Says each time that something has changed; what it is stands in the next page."""
        url = self._address(CHANGES_PATH, cursor)
        async with self._streams.stream(url, headers={"Accept": "text/event-stream"}) as streamed:
            if streamed.status != _OK:
                raise FeedRefused(f"Die Neuigkeiten werden mit {streamed.status} verweigert.")
            tail, left = b"", _MOST_NEWS_BYTES
            async for chunk in streamed.chunks:
                if (left := left - len(chunk)) < 0:
                    return
                if _NEWS in (tail := tail[-len(_NEWS) :] + chunk):
                    tail = b""
                    yield

    def _address(self, path: str, cursor: str | None, *more: tuple[str, str]) -> str:
        wishes = self._hub.wishes
        query = [
            *(("kind", kind.value) for kind in wishes.kinds),
            *(("field", field) for field in wishes.fields),
            *(("licence", licence.value) for licence in wishes.licences),
            *more,
            *([("cursor", cursor)] if cursor else []),
        ]
        return f"{self._hub.address}{path}?{urlencode(query)}"


def _page(reply: Reply) -> FeedPage:
    if reply.status == _GONE and _code(reply.body) == "cursor_unknown":
        raise CursorLost("Der andere Hub kennt die Stelle nicht mehr: Es wird neu gelesen.")
    if reply.status != _OK:
        raise FeedRefused(f"Der andere Hub antwortet mit {reply.status}.")
    try:
        return msgspec.json.decode(reply.body, type=FeedPage)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise FeedUnreadable("Was der andere Hub antwortet, ist kein Änderungsfeed.") from None


def _code(body: bytes) -> str:
    try:
        return msgspec.json.decode(body, type=_Refusal).code
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""
