"""Load on a GraphQL endpoint: so many clients, each asking again as soon as it has its answer."""

import asyncio
import itertools
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast
from urllib.parse import urlsplit

from tests.benchmarks.answers import Answer

PATH = "/graphql"

Ask = Callable[[], bytes]
"""The body of the next request."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a load: requests per second, and seconds for one request. `answer` is one."""

    clients: int
    requests: int
    per_second: float
    median: float
    p99: float
    answer: bytes = field(repr=False)

    def __str__(self) -> str:
        return (
            f"{self.clients:3d} clients  {self.per_second:8.1f} requests/s  "
            f"p50 {self.median * 1000:7.1f} ms  p99 {self.p99 * 1000:7.1f} ms  "
            f"({self.requests} requests of {len(self.answer) / 1024:.0f} KiB)"
        )


def alike(query: str) -> Ask:
    """The same text again and again."""
    body = _body(query)
    return lambda: body


def each_new(query: str) -> Ask:
    """Texts that differ by a comment, so that nothing of one can be used for another."""
    numbers = itertools.count()
    return lambda: _body(f"{query} # {next(numbers)}")


def each_page(query: str, cursor: str) -> Ask:
    """The same text, each time with another cursor (`$after`) that leads to the same page: only
    its last digits differ, which tell items of the same instant apart.
    """
    numbers = itertools.count()
    return lambda: _body(query, after=f"{cursor[:-12]}{next(numbers):012x}")


def _body(query: str, **variables: str) -> bytes:
    return json.dumps({"query": query} | ({"variables": variables} if variables else {})).encode()


async def load(url: str, ask: Ask, *, clients: int, seconds: float, path: str = PATH) -> Load:
    """Asks for `seconds`; a warm-up of a tenth of it does not count."""
    await _run(url, path, ask, clients, seconds / 10)
    began = time.perf_counter()
    done = await _run(url, path, ask, clients, seconds)
    took = time.perf_counter() - began
    times = sorted(each for client in done for each in client.times)
    return Load(
        clients=clients,
        requests=len(times),
        per_second=len(times) / took,
        median=statistics.median(times),
        p99=times[int(len(times) * 0.99)],
        answer=done[0].body,
    )


async def _run(url: str, path: str, ask: Ask, clients: int, seconds: float) -> Sequence["_Client"]:
    host, loop = urlsplit(url), asyncio.get_running_loop()
    head = f"POST {path} HTTP/1.1\r\nHost: {host.netloc}\r\nAccept: application/json\r\n"
    until = time.perf_counter() + seconds
    made = [_Client(head.encode(), ask, until) for _ in range(clients)]
    for client in made:
        await loop.create_connection(partial(_same, client), host.hostname or "", host.port or 80)
    await asyncio.gather(*(client.ended for client in made))
    return made


def _same(client: "_Client") -> "_Client":
    return client


class _Client(asyncio.BufferedProtocol):
    """One connection; nothing is copied or parsed that need not be, so that it never is the
    slower side.
    """

    def __init__(self, head: bytes, ask: Ask, until: float) -> None:
        self.times: list[float] = []
        self.body = b""
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._head, self._ask, self._until = head, ask, until
        self._answer = Answer()
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def _send(self) -> None:
        body = self._ask()
        self._began = time.perf_counter()
        length = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(self._head + length.encode() + body)

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._answer.room()

    def buffer_updated(self, nbytes: int) -> None:
        try:
            whole = self._answer.grown(nbytes)
        except RuntimeError as error:
            self._end(error)
            return
        if whole:
            self._answered()

    def _answered(self) -> None:
        now = time.perf_counter()
        self.times.append(now - self._began)
        if now < self._until:
            self._answer.clear()
            self._send()
        else:
            self.body = self._answer.body
            self._end()

    def _end(self, error: Exception | None = None) -> None:
        if not self.ended.done():
            self.ended.set_exception(error) if error else self.ended.set_result(None)
        self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or RuntimeError("the server closed the connection"))
