"""A transfer that nobody waits for any more ends, however long it would have taken."""

# ruff: noqa: ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from shared.kit.blobs import SOURCES, Blobs

HUGE = 10 << 30
BLOCK = bytes(1 << 20)
HEAD = (
    f'HTTP/1.1 200 OK\r\nContent-Length: {HUGE}\r\nETag: "e"\r\n'
    "Last-Modified: Sun, 22 Nov 2026 10:00:00 GMT\r\n\r\n"
)


@asynccontextmanager
async def slow_store() -> AsyncIterator[str]:
    """Speaks S3 as far as reading one object needs it: ten gigabytes at ten megabytes a second."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while asked := await reader.readuntil(b"\r\n\r\n"):
                writer.write(HEAD.encode())
                while asked.startswith(b"GET"):
                    writer.write(BLOCK)
                    await writer.drain()
                    await asyncio.sleep(0.1)
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_cancelled_fetch_ends(folder: Path) -> None:
    async with (
        slow_store() as url,
        asyncio.timeout(30),
        Blobs.open(url, "key", "secret", url) as blobs,
    ):
        fetching = asyncio.create_task(blobs.fetch(SOURCES, "film", folder / "film"))
        while not any(path.stat().st_size for path in folder.iterdir()):
            await asyncio.sleep(0.01)
        fetching.cancel()
        await asyncio.wait([fetching])
    assert fetching.cancelled()
    assert not (folder / "film").exists()
