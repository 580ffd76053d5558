"""Asks ClamAV about a file: clamd's command INSTREAM over a Unix socket (man 8 clamd)."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterable, Awaitable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from services.transcoder.errors import TranscodeError
from shared.contracts.errors import Unavailable
from shared.kit import log

CHUNK_BYTES = 1 << 18
CONNECT_SECONDS = 5.0
SEND_SECONDS = 60.0
VERDICT_SECONDS = 15 * 60.0

_COMMAND = b"zINSTREAM\0"
_END = struct.pack(">I", 0)
_REPLY_BYTES = 4096
_TOO_LARGE = "INSTREAM size limit exceeded"
_TOO_MUCH = "Heuristics.Limits.Exceeded"
_FOUND = " FOUND"
_CLEAN = "stream: OK"
_AWAY = "the virus scanner does not answer"

R = TypeVar("R")

_logger = log.get("hub.transcoder")


class Infected(TranscodeError):
    code = "infected"
    sentence = (
        "In dieser Datei wurde Schadsoftware gefunden; sie wird nicht verarbeitet. "
        "Bitte prüfen Sie das Gerät, von dem sie stammt, und laden Sie eine saubere Datei hoch."
    )


class Verdict(StrEnum):
    """What the scanner says of a file that may go on.

    `TOO_LARGE`: it reads no file of that size. Such a file goes on, with a warning in the log: the
    hub only ever decodes what was sent, confined, and gives out nothing but what it has encoded
    itself. Who wants larger files scanned raises StreamMaxLength and MaxFileSize in clamd.conf.
    """

    CLEAN = "clean"
    TOO_LARGE = "too_large"


class _Closed(Exception):
    """The scanner has seen enough and closed the line; its reply is still to be read."""


async def scan(content: AsyncIterable[bytes], clamd_socket: Path) -> Verdict:
    """Sends a file in pieces. Raises `Infected`, or `Unavailable` where the scanner is away."""
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(0)  # the loop waits, not the call
        await _answered(loop.sock_connect(connection, str(clamd_socket)), CONNECT_SECONDS)
        with suppress(_Closed):
            await _send(connection, content)
        return _verdict(await _answered(_reply(connection), VERDICT_SECONDS))


async def _send(connection: socket.socket, content: AsyncIterable[bytes]) -> None:
    """Each piece is preceded by its length; a length of 0 ends the file."""
    await _send_all(connection, _COMMAND)
    async for piece in content:
        for begin in range(0, len(piece), CHUNK_BYTES):
            part = piece[begin : begin + CHUNK_BYTES]
            await _send_all(connection, struct.pack(">I", len(part)) + part)
    await _send_all(connection, _END)


async def _send_all(connection: socket.socket, data: bytes) -> None:
    sent = asyncio.get_running_loop().sock_sendall(connection, data)
    await _answered(sent, SEND_SECONDS)


async def _answered(call: Awaitable[R], seconds: float) -> R:
    try:
        async with asyncio.timeout(seconds):
            return await call
    except (BrokenPipeError, ConnectionResetError) as error:
        raise _Closed from error
    except (OSError, TimeoutError) as error:
        raise Unavailable(_AWAY) from error


async def _reply(connection: socket.socket) -> str:
    """What clamd says, empty where it has gone without a word."""
    loop, kept = asyncio.get_running_loop(), b""
    with suppress(ConnectionResetError):
        while b"\0" not in kept and len(kept) < _REPLY_BYTES:
            block = await loop.sock_recv(connection, _REPLY_BYTES)
            if not block:
                break
            kept += block
    return kept.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _verdict(reply: str) -> Verdict:
    if reply == _CLEAN:
        return Verdict.CLEAN
    if reply.startswith(_TOO_LARGE) or (_TOO_MUCH in reply and reply.endswith(_FOUND)):
        _logger.warning("file goes on unscanned", reason=reply)
        return Verdict.TOO_LARGE
    if reply.endswith(_FOUND):
        raise Infected(reply)
    _logger.warning("the virus scanner refuses", reply=reply)
    raise Unavailable(_AWAY)
