"""What programs read, scripts of other sites may read too: never with a visitor's cookies."""

from litestar.types import ASGIApp, Message, Receive, Scope, Send

OPEN = ("/graphql", "/api/", "/oembed")
FILES = ("/feed.atom", "/podcast.rss", "/termine.ics", "/orte.geojson")
"""Of the hub, of a topic, or of an item."""

_ALLOWED = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"etag, ratelimit, ratelimit-policy, retry-after"),
)
_PREFLIGHT = (
    *_ALLOWED,
    (b"access-control-allow-methods", b"GET, HEAD, POST"),
    (b"access-control-allow-headers", b"authorization, content-type, if-none-match, last-event-id"),
    (b"access-control-max-age", b"86400"),
    (b"content-length", b"0"),
)


class CrossOrigin:
    """`*` rules cookies out (Fetch standard, 3.3.5): who signs in from elsewhere sends a token."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if not (path.startswith(OPEN) or path.endswith(FILES)):
            await self._app(scope, receive, send)
        elif scope.get("method") == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": [*_PREFLIGHT]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        else:
            await self._app(scope, receive, _allowing(send))


def _allowing(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *_ALLOWED]
        await send(message)

    return sent
