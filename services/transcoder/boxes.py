"""Fragmented MP4 files, as far as they are cut and joined here (ISO/IEC 14496-12).

ffmpeg writes each chunk as a film that begins at 0. Its head (`ftyp`, `moov`) becomes the init
segment; its fragments (`moof`, `mdat`) are moved to their place on the timeline, and together
they are a track file of CMAF segments (ISO/IEC 23000-19) that byte ranges address.
"""

import struct
from collections.abc import Iterator
from mmap import mmap
from pathlib import Path

from msgspec import Struct

Bytes = bytes | bytearray | memoryview | mmap

_HEAD = struct.Struct(">I4s")
_U32 = struct.Struct(">I")
_U64 = struct.Struct(">Q")
_DURATION, _SIZE, _FLAGS, _OFFSET = 0x100, 0x200, 0x400, 0x800
_DATA_OFFSET, _FIRST_FLAGS = 0x1, 0x4


class NotFragmented(ValueError):
    """The file is not what the muxer was asked to write."""


class Box(Struct, frozen=True):
    """A box from `start` to `end`; its content begins at `body`."""

    kind: bytes
    start: int
    body: int
    end: int


class Fragment(Struct, frozen=True, kw_only=True):
    """A segment below its track: `ticks` long, `samples` many; a player that only wants the
    first picture reads the first `key_bytes` of its `bytes`.
    """

    bytes: int
    ticks: int
    samples: int
    key_bytes: int


def cut(path: Path, first_tick: int = 0, first_number: int = 1) -> tuple[bytes, list[Fragment]]:
    """Moves the fragments to begin at `first_tick` and takes the head off the file.

    Returns the head (the init segment) and what the file now consists of.
    """
    if not path.stat().st_size:
        raise NotFragmented(path.name)
    with path.open("r+b") as file:
        with mmap(file.fileno(), 0) as data:  # hours of sound are hundreds of megabytes
            head, fragments = _moved(data, first_tick, first_number)
            size = sum(fragment.bytes for fragment in fragments)
            data.move(0, len(head), size)
        file.truncate(size)
    return head, fragments


def _moved(data: mmap, first_tick: int, first_number: int) -> tuple[bytes, list[Fragment]]:
    boxes = list(children(data, 0, len(data)))
    begin = next((box.start for box in boxes if box.kind == b"moof"), None)
    if begin is None:
        raise NotFragmented("no fragment")
    fragments = [
        _fragment(data, boxes[at], boxes[at + 1].end, first_tick, first_number + number)
        for number, at in enumerate(at for at, box in enumerate(boxes[:-1]) if box.kind == b"moof")
    ]
    return data[:begin], fragments


def children(data: Bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side between two places."""
    at = start
    while at + 8 <= end:
        size, kind = _HEAD.unpack_from(data, at)
        body = at + 8
        if size == 1:
            size, body = _U64.unpack_from(data, body)[0], at + 16
        if size < body - at or at + size > end:
            raise NotFragmented(f"box {kind!r} at {at}")
        yield Box(kind, at, body, at + size)
        at += size


def find(data: Bytes, within: Box, *path: bytes) -> Box:
    """The first box below `within` along the path."""
    for kind in path:
        inside = children(data, within.body, within.end)
        found = next((box for box in inside if box.kind == kind), None)
        if found is None:
            raise NotFragmented(f"no {kind!r} in {within.kind!r}")
        within = found
    return within


def _fragment(data: mmap, moof: Box, end: int, first_tick: int, number: int) -> Fragment:
    _U32.pack_into(data, find(data, moof, b"mfhd").body + 4, number)
    traf = find(data, moof, b"traf")
    _move(data, find(data, traf, b"tfdt"), first_tick)
    defaults = _defaults(data, find(data, traf, b"tfhd"))
    ticks, samples, key_end = _samples(data, find(data, traf, b"trun"), moof.start, *defaults)
    return Fragment(
        bytes=end - moof.start, ticks=ticks, samples=samples, key_bytes=key_end - moof.start
    )


def _move(data: mmap, tfdt: Box, by: int) -> None:
    if data[tfdt.body] != 1:
        raise NotFragmented("tfdt of 32 bits")
    _U64.pack_into(data, tfdt.body + 4, _U64.unpack_from(data, tfdt.body + 4)[0] + by)


def _defaults(data: Bytes, tfhd: Box) -> tuple[int, int]:
    """Duration and size of samples that do not say their own (8.8.7)."""
    flags = _U32.unpack_from(data, tfhd.body)[0] & 0xFFFFFF
    at = tfhd.body + 8 + (8 if flags & 0x1 else 0) + (4 if flags & 0x2 else 0)
    duration = size = 0
    if flags & 0x8:
        duration, at = _U32.unpack_from(data, at)[0], at + 4
    if flags & 0x10:
        size = _U32.unpack_from(data, at)[0]
    return duration, size


def _samples(
    data: Bytes, trun: Box, moof_start: int, duration: int, size: int
) -> tuple[int, int, int]:
    """Ticks, number of samples, and where the first sample ends (8.8.8)."""
    flags = _U32.unpack_from(data, trun.body)[0] & 0xFFFFFF
    count = _U32.unpack_from(data, trun.body + 4)[0]
    at, first = trun.body + 8, moof_start
    if flags & _DATA_OFFSET:
        first, at = moof_start + struct.unpack_from(">i", data, at)[0], at + 4
    at += 4 if flags & _FIRST_FLAGS else 0
    fields = [flag for flag in (_DURATION, _SIZE, _FLAGS, _OFFSET) if flags & flag]
    row = struct.Struct(f">{len(fields)}I")
    ticks, first_size = 0, size
    for number in range(count):
        given = dict(zip(fields, row.unpack_from(data, at + number * row.size), strict=True))
        ticks += given.get(_DURATION, duration)
        first_size = given.get(_SIZE, size) if number == 0 else first_size
    return ticks, count, first + first_size


def avc_codecs(init: bytes) -> str:
    """The codec string from the decoder configuration (`avcC`, ISO/IEC 14496-15 5.3.3.1)."""
    at = init.index(b"avcC") + 5
    return f"avc1.{init[at : at + 3].hex()}"
