"""Whether an MP4 is in fragments without an index: ffmpeg then reads through all of it to open it.

Such a file (a browser's or a screen recorder's) costs one request for each fragment whenever it is
opened over the network, and it is opened for each chunk.
"""

import struct
from collections.abc import Awaitable, Callable

from services.transcoder.errors import HardToOpen

_HEAD = struct.Struct(">I4sQ")
_LEAST_BYTES = 8
_BLOCK_BYTES = 16_384
_MOST_BOXES = 16
_MOST_EMPTY = 1000
"""Muxers leave room with one empty box or two; it takes ffmpeg minutes to pass over millions."""

Read = Callable[[int, int], Awaitable[bytes]]
"""Bytes from a place on, so many."""


async def is_fragmented(read: Read, size: int) -> bool:
    """Looks at the boxes side by side (ISO/IEC 14496-12, 4.2) for a fragment (`moof`, 8.8.4).

    Raises `HardToOpen` for a file that is full of empty boxes.
    """
    heads, at, full, empty = _Heads(read, size), 0, 0, 0
    while full < _MOST_BOXES and at + _HEAD.size <= size:
        length, kind = await heads.at(at)
        if kind == b"moof" or length < _LEAST_BYTES:
            return kind == b"moof"
        empty += length == _LEAST_BYTES
        full += length > _LEAST_BYTES
        if empty > _MOST_EMPTY:
            raise HardToOpen(f"{empty} empty boxes until byte {at}")
        at += length
    return False


class _Heads:
    """The heads of boxes; those that lie close together come with one read."""

    def __init__(self, read: Read, size: int) -> None:
        self._read = read
        self._size = size
        self._begin = 0
        self._block = b""

    async def at(self, place: int) -> tuple[int, bytes]:
        """How long the box is that begins there, and its kind."""
        if not self._begin <= place <= self._begin + len(self._block) - _HEAD.size:
            self._begin = place
            self._block = await self._read(place, min(_BLOCK_BYTES, self._size - place))
        length, kind, long = _HEAD.unpack_from(self._block, place - self._begin)
        return (long if length == 1 else length), kind
