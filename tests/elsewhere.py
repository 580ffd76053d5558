"""Somebody else's server, which may answer anything."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Answer = Callable[[str], Awaitable[bytes] | bytes]
"""From the head of a request, all its lines, to all bytes of the answer."""


@asynccontextmanager
async def server(answer: Answer, port: int = 0) -> AsyncIterator[str]:
    """Gives its "host:port". A connection is closed after its answer."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        given = answer(head)
        writer.write(given if isinstance(given, bytes) else await given)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", port) as running:
        yield f"127.0.0.1:{running.sockets[0].getsockname()[1]}"
