"""HEAD is GET without the body (RFC 9110): link checkers and caches ask so."""

from typing import Any

from litestar.enums import HttpMethod
from litestar.types import ASGIApp, Receive, Scope, Send


class HeadAsGet:
    """Answers HEAD by what GET would say; the server, which knows what was asked, leaves the
    body out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        inner: Any = scope
        if scope.get("method") == "HEAD":
            inner = {**scope, "method": HttpMethod.GET}
        await self._app(inner, receive, send)
