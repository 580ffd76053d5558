"""Load on the public endpoint: so many clients, each asking again as soon as it has its answer."""

import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Load:
    """What came of a load: requests per second, and seconds for one request."""

    clients: int
    requests: int
    per_second: float
    median: float
    p99: float
    bytes: int

    def __str__(self) -> str:
        return (
            f"{self.clients:3d} clients  {self.per_second:8.1f} requests/s  "
            f"p50 {self.median * 1000:7.1f} ms  p99 {self.p99 * 1000:7.1f} ms  "
            f"({self.requests} requests of {self.bytes / 1024:.0f} KiB)"
        )


async def load(url: str, query: str, *, clients: int, seconds: float, alike: bool = True) -> Load:
    """Asks for `seconds`; a warm-up of a tenth of it does not count.

    Not `alike`: each client's text differs by a comment.
    """
    texts = [query if alike else f"{query} # {number}" for number in range(clients)]
    requests = [_request(url, text) for text in texts]
    until = time.perf_counter() + seconds / 10
    await asyncio.gather(*(_client(url, request, until) for request in requests))
    began = time.perf_counter()
    runs = await asyncio.gather(*(_client(url, request, began + seconds) for request in requests))
    took = time.perf_counter() - began
    times = sorted(each for run, _ in runs for each in run)
    return Load(
        clients=clients,
        requests=len(times),
        per_second=len(times) / took,
        median=statistics.median(times),
        p99=times[int(len(times) * 0.99)],
        bytes=runs[0][1],
    )


def _request(url: str, query: str) -> bytes:
    body = json.dumps({"query": query}).encode()
    head = (
        f"POST /graphql HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nAccept: application/json\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _client(url: str, request: bytes, until: float) -> tuple[list[float], int]:
    """The seconds of each request, and the size of the last answer."""
    host = urlsplit(url)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    times, size = [], 0
    while (began := time.perf_counter()) < until:
        writer.write(request)
        size = await _answer(reader)
        times.append(time.perf_counter() - began)
    writer.close()
    await writer.wait_closed()
    return times, size


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.decode())
    if b"content-length:" not in head:
        return await _chunks(reader)
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
    body = await reader.readexactly(length)
    if b'"errors"' in body[:20]:
        raise RuntimeError(body.decode())
    return length


async def _chunks(reader: asyncio.StreamReader) -> int:
    size = 0
    while length := int(await reader.readline(), 16):
        await reader.readexactly(length + 2)
        size += length
    await reader.readline()
    return size
