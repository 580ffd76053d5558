"""Signs that a part is ready."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

_PATIENCE_SECONDS = 1.0


async def listens(port: int, host: str = "127.0.0.1") -> bool:
    """Something accepts connections there."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            _, writer = await asyncio.open_connection(host, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True


async def says(url: str, word: str) -> bool:
    """The reply to a GET contains `word` in its first 4 KB."""
    parts = urlsplit(url)
    request = f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n"
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
            writer.write(request.encode())
            reply = await _beginning(reader)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return word.encode() in reply


async def _beginning(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readexactly(4096)
    except asyncio.IncompleteReadError as short:
        return short.partial


async def exists(file: Path) -> bool:
    """The part has made its file."""
    return file.exists()  # noqa: ASYNC240 - a stat of a local file
