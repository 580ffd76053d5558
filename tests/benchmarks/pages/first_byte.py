"""How long visitors wait for the first byte of a page, many at once."""

import asyncio
import time
from urllib.parse import urlsplit

from tests.benchmarks.pages.figures import Waits

OTHER = "Cookie: other=1\r\n"


async def first_bytes(
    url: str, path: str, *, visitors: int, seconds: float, kept: bool = True
) -> Waits:
    """Visitors who ask for the page again and again for `seconds`, each on a connection.

    Not `kept`: they send a cookie of some other site, so that the page is made for each of them.
    """
    until = time.perf_counter() + seconds
    runs = await asyncio.gather(*(_visitor(url, path, until, kept=kept) for _ in range(visitors)))
    return Waits([wait for run in runs for wait in run])


async def _visitor(url: str, path: str, until: float, *, kept: bool) -> list[float]:
    host = urlsplit(url)
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {host.netloc}\r\nAccept: text/html\r\n"
        f"Accept-Encoding: gzip\r\n{'' if kept else OTHER}\r\n"
    ).encode()
    waits = []
    while (began := time.perf_counter()) < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        waits.append(time.perf_counter() - began)
        await _rest(reader, head.lower())
    writer.close()
    await writer.wait_closed()
    return waits


async def _rest(reader: asyncio.StreamReader, head: bytes) -> None:
    if b" 200 " not in head.split(b"\r\n", maxsplit=1)[0]:
        raise RuntimeError(head.decode())
    if b"content-length:" in head:
        await reader.readexactly(int(head.split(b"content-length:")[1].split(b"\r\n")[0]))
        return
    while length := int(await reader.readline(), 16):
        await reader.readexactly(length + 2)
    await reader.readline()
