"""A client for other people's servers: bounded in bytes, time and redirects."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore2

from shared.kit.web.errors import (
    AddressRefused,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
)
from shared.kit.web.guard import Guard

_MOST_REDIRECTS = 3
_MOST_CONNECTIONS = 32
_SILENT_SECONDS = 45.0
_REDIRECTS = {301, 302, 303, 307, 308}
_AGENT = "Innovationslab-Hub"

Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as a whole; the names in `headers` are in lower case, `url` is the last one."""

    status: int
    headers: Headers
    body: bytes
    url: str


@dataclass(frozen=True, slots=True)
class Streamed:
    """An answer whose body is still to come."""

    status: int
    headers: Headers
    url: str
    chunks: AsyncIterator[bytes]


class Web:
    """Raises `FetchError`s, and nothing else, where there is no answer. Nothing is compressed, so
    nothing can unfold to more than was bounded. Made by `Web.open`.
    """

    def __init__(self, pool: httpcore2.AsyncConnectionPool) -> None:
        self._pool = pool

    @classmethod
    @asynccontextmanager
    async def open(
        cls, private_hosts: frozenset[str] = frozenset(), connections: int = _MOST_CONNECTIONS
    ) -> AsyncIterator["Web"]:
        """`private_hosts` are "host:port" that may lie in private networks. Who holds streams
        open for long has a client of its own, with as many `connections`.
        """
        guard = Guard(private_hosts)
        async with httpcore2.AsyncConnectionPool(
            max_connections=connections, keepalive_expiry=30, network_backend=guard
        ) as pool:
            yield cls(pool)

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Headers | None = None,
        body: bytes | None = None,
        most_bytes: int,
        seconds: float,
    ) -> Reply:
        """The whole answer, which takes at most so long and so many bytes."""
        try:
            async with (
                asyncio.timeout(seconds),
                self.stream(url, method=method, headers=headers, body=body) as streamed,
            ):
                data = await _whole(streamed, most_bytes)
        except TimeoutError:
            raise TooSlow(f"{_host(url)} antwortet zu langsam.") from None
        return Reply(streamed.status, streamed.headers, data, streamed.url)

    @asynccontextmanager
    async def stream(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Headers | None = None,
        body: bytes | None = None,
    ) -> AsyncIterator[Streamed]:
        """An answer bit by bit; who reads it bounds it. A silence of 45 seconds ends it."""
        sent = {"User-Agent": _AGENT, "Accept-Encoding": "identity", **(headers or {})}
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._one(url, method, sent, body) as streamed:
                following = _redirected(streamed, method)
                if following is None:
                    yield streamed
                    return
            sent = _kept(sent, url, following)
            url = following
        raise TooManyRedirects(f"{_host(url)} leitet immer weiter.")

    @asynccontextmanager
    async def _one(
        self, url: str, method: str, headers: Headers, body: bytes | None
    ) -> AsyncIterator[Streamed]:
        _check(url)
        waits = dict.fromkeys(("connect", "read", "write", "pool"), _SILENT_SECONDS)
        asked = self._pool.stream(
            method, url, headers=list(headers.items()), content=body, extensions={"timeout": waits}
        )
        try:
            async with asked as answer:
                found = {name.decode("latin-1").lower(): value.decode("latin-1")
                         for name, value in answer.headers}  # fmt: skip
                yield Streamed(answer.status, found, url, answer.aiter_stream())
        except httpcore2.TimeoutException:
            raise TooSlow(f"{_host(url)} antwortet zu langsam.") from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError):
            raise Unreachable(f"{_host(url)} ist nicht erreichbar.") from None


async def _whole(streamed: Streamed, most_bytes: int) -> bytes:
    data = bytearray()
    async for chunk in streamed.chunks:
        data += chunk
        if len(data) > most_bytes:
            raise TooLarge(f"{_host(streamed.url)} antwortet mit mehr als {most_bytes} Bytes.")
    return bytes(data)


def _check(url: str) -> None:
    """Raises `AddressRefused` where it is no plain web address."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        plain = False
    if not plain or parts.username or parts.password or not url.isascii():
        raise AddressRefused("Das ist keine Adresse im Netz, die mit https:// beginnt.")


def _redirected(streamed: Streamed, method: str) -> str | None:
    place = streamed.headers.get("location")
    if streamed.status not in _REDIRECTS or not place:
        return None
    try:
        following = urljoin(streamed.url, place)
    except ValueError:
        following = ""  # refused as what it is: no address
    if method != "GET" or (streamed.url.startswith("https:") and following.startswith("http:")):
        raise AddressRefused(f"{_host(streamed.url)} leitet dorthin um, wohin wir nicht folgen.")
    return following


def _kept(headers: Headers, url: str, following: str) -> dict[str, str]:
    """Secrets stay with the server they are for."""
    same = urlsplit(url)[:2] == urlsplit(following)[:2]
    return {name: value for name, value in headers.items() if same or name != "Authorization"}


def _host(url: str) -> str:
    return urlsplit(url).hostname or "Die Adresse"
