"""Headers that every answer of the gateway carries."""

from litestar.types import ASGIApp, Message, Receive, Scope, Send

_COMMON = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class SecurityHeaders:
    """Adds what an answer does not say itself; GraphiQL has a content security policy of its
    own.
    """

    def __init__(self, app: ASGIApp, pages: str, graphiql: str) -> None:
        self._app = app
        self._pages = (*_COMMON, (b"content-security-policy", pages.encode()))
        self._graphiql = (*_COMMON, (b"content-security-policy", graphiql.encode()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = self._graphiql if scope.get("path") == "/graphql" else self._pages

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                added = (header for header in headers if header[0] not in own)
                message["headers"] = [*message["headers"], *added]
            await send(message)

        await self._app(scope, receive, with_headers)
