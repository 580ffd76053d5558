"""Whether an MP4 is in fragments without an index: ffmpeg then reads through all of it to open it.

Such a file (a browser's or a screen recorder's) costs one request for each fragment whenever it is
opened over the network, and it is opened for each chunk.
"""

import struct
from collections.abc import Awaitable, Callable

_HEAD = struct.Struct(">I4sQ")
_MOST_BOXES = 16

Read = Callable[[int, int], Awaitable[bytes]]
"""Bytes from a place on, so many."""


async def is_fragmented(read: Read, size: int) -> bool:
    """Looks at the boxes side by side (ISO/IEC 14496-12, 4.2) for a fragment (`moof`, 8.8.4)."""
    at = 0
    for _ in range(_MOST_BOXES):
        if at + _HEAD.size > size:
            return False
        length, kind, long = _HEAD.unpack(await read(at, _HEAD.size))
        if kind == b"moof":
            return True
        length = long if length == 1 else length
        if length < 8:
            return False
        at += length
    return False
