"""`/en/…`: the same pages with an English interface, at addresses of their own."""

from typing import Any
from urllib.parse import quote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from gateway.interface.language import LANGUAGES, speak
from shared.contracts.languages import SOURCE

PREFIXES = {f"/{language}": language for language in LANGUAGES if language != SOURCE}
GERMAN_ONLY = (
    *("/leichte-sprache", "/redaktion", "/anmelden", "/abmelden"),
    *("/graphql", "/vorschau", "/media", "/assets"),
)
"""What is made for readers of German, the editors' desk, and what is no page."""


class LanguagePrefix:
    """Takes the prefix off before the application, and puts it on again where it redirects."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        prefix, path = split(scope["path"])
        speak(PREFIXES.get(prefix, SOURCE))
        if not prefix:
            await self._app(scope, receive, send)
        elif path.startswith(GERMAN_ONLY):
            await _moved(path, scope, send)
        else:
            await self._behind(prefix, path, scope, receive, send)

    async def _behind(
        self, prefix: str, path: str, scope: HTTPScope, receive: Receive, send: Send
    ) -> None:
        inner: Any = {**scope, "path": path, "raw_path": scope["raw_path"][len(prefix) :] or b"/"}

        async def sent(message: Message) -> None:
            await send(_redirecting(message, prefix))

        await self._app(inner, receive, sent)


def split(path: str) -> tuple[str, str]:
    """The prefix and the rest: `/en/suche` → `/en`, `/suche`; without one, nothing and all."""
    for prefix in PREFIXES:
        if path == prefix or path.startswith(f"{prefix}/"):
            return prefix, path[len(prefix) :] or "/"
    return "", path


def to(path: str, language: str) -> str:
    """The address of one of our pages in a language of the interface."""
    if language == SOURCE or not path.startswith("/") or path.startswith(GERMAN_ONLY):
        return path
    return f"/{language}{path}" if path != "/" else f"/{language}"


async def _moved(path: str, scope: HTTPScope, send: Send) -> None:
    """To the only address there is."""
    query = scope["query_string"]
    target = quote(path).encode() + (b"?" + query if query else b"")
    headers = [(b"location", target), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 308, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _redirecting(message: Message, prefix: str) -> Message:
    if message["type"] != "http.response.start":
        return message
    language = PREFIXES[prefix]
    headers = [
        (name, to(value.decode("latin-1"), language).encode("latin-1"))
        if name.lower() == b"location"
        else (name, value)
        for name, value in message["headers"]
    ]
    return {**message, "headers": headers}
