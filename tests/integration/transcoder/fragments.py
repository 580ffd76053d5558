"""What fragmented MP4 files say of their samples, read without the transcoder's own reader."""

import struct
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from tests.integration.transcoder.films import segments


class Sample(Struct, frozen=True):
    """A frame or a block of sound; times in ticks of the track."""

    shown: int
    ticks: int
    is_key: bool


def samples(out: Path, rendition: str) -> list[Sample]:
    """All samples of a rendition in the order of their showing, by its playlist's byte ranges."""
    found: list[Sample] = []
    for name, begin, size, _ in segments(out / rendition / "index.m3u8"):
        data = (out / rendition / name).read_bytes()[begin : begin + size]
        found += _in_segment(data)
    return sorted(found, key=lambda sample: sample.shown)


def timescale(init: bytes) -> int:
    """Ticks per second, from the track's `mdhd`."""
    at = init.index(b"mdhd") + 4
    return int(struct.unpack_from(">I", init, at + (20 if init[at] else 12))[0])


def _in_segment(data: bytes) -> Iterator[Sample]:
    """ISO/IEC 14496-12, 8.8.7, 8.8.8 and 8.8.12."""
    tfhd, tfdt, trun = (data.index(kind) + 4 for kind in (b"tfhd", b"tfdt", b"trun"))
    duration, flags = _defaults(data, tfhd)
    at_decode = struct.unpack_from(">Q", data, tfdt + 4)[0]
    said, count = struct.unpack_from(">II", data, trun)
    at, first = trun + 8 + (4 if said & 0x1 else 0), flags
    if said & 0x4:
        first, at = struct.unpack_from(">I", data, at)[0], at + 4
    for number in range(count):
        ticks, own, offset = duration, first if number == 0 else flags, 0
        if said & 0x100:
            ticks, at = struct.unpack_from(">I", data, at)[0], at + 4
        at += 4 if said & 0x200 else 0
        if said & 0x400:
            own, at = struct.unpack_from(">I", data, at)[0], at + 4
        if said & 0x800:
            offset, at = struct.unpack_from(">i", data, at)[0], at + 4
        yield Sample(at_decode + offset, ticks, is_key=not own & 0x10000)
        at_decode += ticks


def _defaults(data: bytes, tfhd: int) -> tuple[int, int]:
    """Duration and flags of samples that do not say their own."""
    said = struct.unpack_from(">I", data, tfhd)[0]
    at = tfhd + 8 + (8 if said & 0x1 else 0) + (4 if said & 0x2 else 0)
    duration = flags = 0
    if said & 0x8:
        duration, at = struct.unpack_from(">I", data, at)[0], at + 4
    at += 4 if said & 0x10 else 0
    if said & 0x20:
        flags = struct.unpack_from(">I", data, at)[0]
    return duration, flags
