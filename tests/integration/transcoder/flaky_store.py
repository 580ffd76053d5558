"""A store of one object whose connections can be cut, as ffmpeg sees it: HTTP with byte ranges."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

_BLOCK = 16_384
_HEAD = (
    "HTTP/1.1 206 Partial Content\r\nAccept-Ranges: bytes\r\n"
    "Content-Range: bytes {begin}-{last}/{size}\r\nContent-Length: {left}\r\n\r\n"
)
_AWAY = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


class FlakyStore:
    """Sends `most` bytes in all, and answers 503 from then on."""

    def __init__(self, path: Path, most: int) -> None:
        self._data = path.read_bytes()
        self._left = most
        self.url = ""

    @classmethod
    @asynccontextmanager
    async def serving(cls, path: Path, most: int) -> AsyncIterator["FlakyStore"]:
        store = cls(path, most)
        server = await asyncio.start_server(store._answer, "127.0.0.1", 0)
        async with server:
            store.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/film"
            yield store

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while asked := await reader.readuntil(b"\r\n\r\n"):
                if self._left <= 0:
                    writer.write(_AWAY.encode())
                elif not await self._sent(asked, writer):
                    break
        writer.close()

    async def _sent(self, asked: bytes, writer: asyncio.StreamWriter) -> bool:
        """Whether all was sent that was asked for."""
        found, size = re.search(rb"bytes=(\d+)-", asked), len(self._data)
        begin = int(found[1]) if found else 0
        head = _HEAD.format(begin=begin, last=size - 1, size=size, left=size - begin)
        writer.write(head.encode())
        for at in range(begin, size, _BLOCK):
            writer.write(self._data[at : at + _BLOCK])
            await writer.drain()
            self._left -= _BLOCK
            if self._left <= 0:
                return False
        return True
