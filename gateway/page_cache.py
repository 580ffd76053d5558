"""Pages for strangers, kept until something changes: most visits need no query at all."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from litestar.datastructures import Headers
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from gateway.entity_tags import known
from gateway.interface.prefix import split

MOST_BYTES = 16 * 1024 * 1024
LARGEST = 512 * 1024
SECONDS = 5.0
"""What other changes than those of content may take to show; a lost event, too."""

NOT_KEPT = ("/suche", "/graphql", "/redaktion", "/anmelden", "/health", "/vorschau")
KEPT_VARY = {"", "cookie"}

Address = tuple[str, bytes]
"""A page's path and its query."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A page's headers and text; `since` is when it was asked for."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    tag: str
    since: float


class PageCache:
    """Around the application; `forget` is to be called with each event of the stream CONTENT.

    Only what says `no-cache` is kept: a browser asks each time, and is told of a change at once.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.monotonic) -> None:
        self._app = app
        self._clock = clock
        self._kept: OrderedDict[Address, Kept] = OrderedDict()
        self._making: dict[Address, asyncio.Event] = {}
        self._bytes = 0
        self._changes = 0

    def forget(self) -> None:
        """Drops everything, and what is being made at this moment will not be kept."""
        self._changes += 1
        self._kept.clear()
        self._making.clear()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self._pass(scope, receive, send)
        elif kept := self._find(key) or await self._joined(key):
            await _answer(kept, scope, send)
        else:
            await self._make(key, scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What is not kept; a form that was taken may have changed what is."""
        statuses = list[int]()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        await self._app(scope, receive, sent)
        if _writes(scope) and statuses and statuses[0] < 400:
            self.forget()

    def _find(self, key: Address) -> Kept | None:
        kept = self._kept.get(key)
        if kept is None or self._clock() - kept.since > SECONDS:
            return None
        self._kept.move_to_end(key)
        return kept

    async def _joined(self, key: Address) -> Kept | None:
        """What somebody else is making just now, unless something changes meanwhile."""
        made = self._making.get(key)
        if made is None:
            return None
        await made.wait()
        return self._find(key)

    async def _make(self, key: Address, scope: Scope, receive: Receive, send: Send) -> None:
        made = self._making.setdefault(key, asyncio.Event())
        try:
            await self._made(key, scope, receive, send)
        finally:
            if self._making.get(key) is made:
                del self._making[key]
            made.set()

    async def _made(self, key: Address, scope: Scope, receive: Receive, send: Send) -> None:
        changes, since, messages = self._changes, self._clock(), list[Message]()

        async def sent(message: Message) -> None:
            messages.append(message)
            await send(message)

        await self._app(scope, receive, sent)
        page = _kept(messages, since)
        if page and changes == self._changes:
            self._keep(key, page)

    def _keep(self, key: Address, page: Kept) -> None:
        if before := self._kept.pop(key, None):
            self._bytes -= len(before.body)
        self._kept[key] = page
        self._bytes += len(page.body)
        while self._bytes > MOST_BYTES:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= len(oldest.body)


def _key(scope: Scope) -> Address | None:
    """The address, where a stranger asks for a page; None where nothing may be kept."""
    if scope.get("method") != "GET" or split(scope["path"])[1].startswith(NOT_KEPT):
        return None
    headers = Headers.from_scope(scope)
    stranger = "cookie" not in headers and "authorization" not in headers
    if not stranger or "text/html" not in headers.get("accept", ""):
        return None
    return scope["path"], scope["query_string"]


def _writes(scope: Scope) -> bool:
    """Whether a form of the pages was sent; GraphQL tells of its changes by events."""
    return scope.get("method") == "POST" and scope["path"] != "/graphql"


def _kept(messages: list[Message], since: float) -> Kept | None:
    """The answer, where it is a page that everybody may have."""
    start = messages[0] if messages else None
    if start is None or start["type"] != "http.response.start" or start["status"] != 200:
        return None
    headers = [*start["headers"]]
    said = {name.decode().lower(): value.decode("latin-1") for name, value in headers}
    body = b"".join(each["body"] for each in messages if each["type"] == "http.response.body")
    if not (_public(said) and len(body) <= LARGEST):
        return None
    return Kept(headers, body, said.get("etag", ""), since)


def _public(said: dict[str, str]) -> bool:
    vary = {each.strip().lower() for each in said.get("vary", "").split(",")}
    asked_again = said.get("cache-control") == "no-cache"
    return asked_again and vary <= KEPT_VARY and "set-cookie" not in said


async def _answer(kept: Kept, scope: Scope, send: Send) -> None:
    told = Headers.from_scope(scope).get("if-none-match", "")
    if told and kept.tag and known(told, kept.tag):
        headers = [header for header in kept.headers if header[0] != b"content-length"]
        await _send(send, 304, headers, b"")
    else:
        await _send(send, 200, kept.headers, kept.body)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
