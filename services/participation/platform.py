"""A participation platform's server, asked within bounds."""

from typing import TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from services.participation.failures import AnswerUnreadable, InterfaceMissing, SignInRefused
from shared.contracts.participation import ParticipationSource
from shared.kit.web import Reply, Web

_MOST_BYTES = 8 * 1024 * 1024
_MOST_PAGE_BYTES = 1024 * 1024
_SECONDS = 20.0
_PAGE_SECONDS = 10.0
_JSON = {
    "Accept": "application/json",
    "Accept-Language": "de",
    "Content-Type": "application/json",
}

T = TypeVar("T")


class Platform:
    """Raises `FetchError`s where there is no answer, and the failures beside this module."""

    def __init__(self, web: Web, source: ParticipationSource) -> None:
        self.source = source
        self._web = web

    async def ask(self, path: str, *, token: str = "", sent: object = None) -> Reply:
        """The answer of its interface; what is sent goes as JSON."""
        headers = _JSON | ({"Authorization": f"Bearer {token}"} if token else {})
        return await self._web.fetch(
            self.address(path),
            method="GET" if sent is None else "POST",
            headers=headers,
            body=None if sent is None else msgspec.json.encode(sent),
            most_bytes=_MOST_BYTES,
            seconds=_SECONDS,
        )

    async def page(self, url: str) -> str:
        """The text of one of its pages, in English where it has that."""
        headers = {"Accept-Language": "en"}
        reply = await self._web.fetch(
            url, headers=headers, most_bytes=_MOST_PAGE_BYTES, seconds=_PAGE_SECONDS
        )
        _demand_success(reply)
        return reply.body.decode("utf-8", errors="replace")

    def address(self, url: str) -> str:
        """The absolute form of an address that the platform gives: without fragment and sign-in.

        Empty where it is none of the web's.
        """
        try:
            parts = urlsplit(urljoin(self.source.address + "/", url.strip()))
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            return ""
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return ""
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        return urlunsplit((parts.scheme, host + port, parts.path, parts.query, ""))

    def is_here(self, url: str) -> bool:
        """Whether an absolute address is on this server."""
        return urlsplit(url)[:2] == urlsplit(self.address("/"))[:2]


def decoded(reply: Reply, kind: type[T]) -> T:
    """What the answer says, or why it says nothing."""
    _demand_success(reply)
    try:
        return msgspec.json.decode(reply.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise AnswerUnreadable(f"{reply.url}: {error}") from None


def _demand_success(reply: Reply) -> None:
    if reply.status in (401, 403):
        raise SignInRefused(f"{reply.url} antwortet mit {reply.status}.")
    if reply.status in (404, 410):
        raise InterfaceMissing(f"{reply.url} antwortet mit {reply.status}.")
    if reply.status != 200:
        raise AnswerUnreadable(f"{reply.url} antwortet mit {reply.status}.")
