"""Who asks, and from where: sets `scope["user"]`, for a key `scope["auth"]`, and refuses forged
form posts.
"""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from litestar.types import ASGIApp, Receive, Scope, Send

from gateway.auth.credentials import CredentialKind, Credentials
from gateway.auth.keys import ApiKey
from shared.contracts.caller import Caller
from shared.contracts.errors import Forbidden, Unauthenticated, Unavailable
from shared.kit import trace
from shared.kit.documents import DatabaseError

_SAFE = {"GET", "HEAD", "OPTIONS"}
SIGN_IN_PATH = "/anmelden"


class Identify:
    """Reads the session cookie, or the token or key that a program sends.

    Cross-site request forgery is met as OWASP describes it: the cookie is SameSite=Lax, and a
    request that changes something on the strength of a cookie must come from our own origin
    (`Sec-Fetch-Site`, else `Origin`).
    """

    def __init__(self, app: ASGIApp, credentials: Credentials, cookie: str) -> None:
        self._app = app
        self._credentials = credentials
        self._cookie = cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
            trace.begin(headers.get(trace.HEADER))
            raw: Any = scope
            try:
                found = await self._found(scope, headers)
            except DatabaseError:
                raise Unavailable("Die Anmeldung ist gerade nicht erreichbar.") from None
            raw["user"] = found if isinstance(found, Caller) else None
            raw["auth"] = found if isinstance(found, ApiKey) else None
        await self._app(scope, receive, send)

    async def _found(self, scope: Scope, headers: dict[str, str]) -> Caller | ApiKey | None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            found = await self._credentials.bearer(token.strip())
            if found is None:
                raise Unauthenticated("Der Zugangsschlüssel ist ungültig oder abgelaufen.")
            return found
        secret = _cookie(headers.get("cookie", ""), self._cookie)
        if (secret or scope["path"] == SIGN_IN_PATH) and _changes(scope):
            require_own_origin(headers)
        return await self._credentials.caller(secret, CredentialKind.SESSION) if secret else None


def _changes(scope: Scope) -> bool:
    return scope.get("method") not in _SAFE  # a WebSocket has none, and may change things


def _cookie(header: str, name: str) -> str | None:
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return None
    return morsel.value or None if morsel else None


def require_own_origin(headers: Mapping[str, str]) -> None:
    """Raises `Forbidden` where another site's page has sent the request."""
    if not is_own_origin(headers):
        raise Forbidden("Die Anfrage kam von einer fremden Seite.")


def is_own_origin(headers: Mapping[str, str]) -> bool:
    """Whether no other site's page has sent the request, as far as browsers tell."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = urlsplit(origin).netloc == headers.get("host") if origin else True
    return own and site in (None, "same-origin", "none")
