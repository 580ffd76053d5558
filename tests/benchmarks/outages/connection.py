"""One client's connection to `/graphql`, kept open; a closed one is opened again."""

import asyncio
import json
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

_PATIENCE_SECONDS = 30
_EXCERPT = 300
_LARGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """`status` 0: the connection broke off before there was an answer."""

    status: int
    body: bytes

    @property
    def excerpt(self) -> str:
        """What it says of errors, else its beginning."""
        text = self.body.decode(errors="replace")
        return text[max(text.find('"errors"'), 0) :][:_EXCERPT]


def request_of(document: str, variables: dict[str, Any] | None = None) -> bytes:
    """The body of a request."""
    return json.dumps({"query": document, "variables": variables or {}}).encode()


class Connection:
    """Entered and left as a context."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    async def ask(self, body: bytes) -> Reply:
        """The answer. An idle connection may have been closed meanwhile: that is tried again."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._asked(body)
        except (OSError, EOFError, TimeoutError) as error:
            self._close()
            return Reply(0, type(error).__name__.encode())

    async def _asked(self, body: bytes) -> Reply:
        reader, writer = await self._open()
        writer.write(
            f"POST /graphql HTTP/1.1\r\nHost: {self._host.netloc}\r\nAccept: application/json\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        answer = await reader.readexactly(int(length)) if length else await _chunks(reader)
        if b"connection: close" in head:
            self._close()
        return Reply(int(head.split(b" ", 2)[1]), answer)

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self._close()
            self._reader, self._writer = await asyncio.open_connection(
                self._host.hostname, self._host.port, limit=_LARGEST
            )
        return self._reader, self._writer

    def _close(self) -> None:
        if self._writer:
            self._writer.close()
        self._reader = self._writer = None


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int(await reader.readline(), 16):
        whole += (await reader.readexactly(size + 2))[:-2]
    await reader.readline()
    return whole
