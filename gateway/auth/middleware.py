"""Who asks, and from where: sets `scope["user"]`, and refuses forged form posts."""

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from litestar.types import ASGIApp, Receive, Scope, Send

from gateway.auth.credentials import CredentialKind, Credentials
from shared.contracts.caller import Caller
from shared.contracts.errors import Forbidden, Unauthenticated, Unavailable
from shared.kit import trace
from shared.kit.documents import DatabaseError

_SAFE = {"GET", "HEAD", "OPTIONS"}
SIGN_IN_PATH = "/anmelden"


class Identify:
    """Reads the session cookie or the bearer token.

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
                raw["user"] = await self._caller(scope, headers)
            except DatabaseError:
                raise Unavailable("Die Anmeldung ist gerade nicht erreichbar.") from None
            raw["auth"] = None
        await self._app(scope, receive, send)

    async def _caller(self, scope: Scope, headers: dict[str, str]) -> Caller | None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            caller = await self._credentials.caller(token.strip(), CredentialKind.BEARER)
            if caller is None:
                raise Unauthenticated("Der Zugangsschlüssel ist ungültig oder abgelaufen.")
            return caller
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
    """Raises PermissionDeniedException where another site's page has sent the request."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = urlsplit(origin).netloc == headers.get("host") if origin else True
    if site not in (None, "same-origin", "none") or not own:
        raise Forbidden("Die Anfrage kam von einer fremden Seite.")
