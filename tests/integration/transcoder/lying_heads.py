"""MP4 files whose heads say what is not so."""

import struct
from collections.abc import Iterator
from functools import partial

from tests.integration.transcoder.seeds import U32, Make, Seeds, box

U64 = struct.Struct(">Q")
MOST = 0xFFFF_FFFF
YEARS_10 = 10 * 365 * 24 * 3600

LIES: dict[str, list[tuple[bytes, int, int]]] = {
    "mvhd-years": [(b"mvhd", 16, YEARS_10 * 1000 % MOST)],
    "mvhd-hours": [(b"mvhd", 16, 5 * 3600 * 1000)],
    "mdhd-years": [(b"mdhd", 16, MOST - 1)],
    "mdhd-hours": [(b"mdhd", 16, 5 * 3600 * 12288), (b"mvhd", 16, 5 * 3600 * 1000)],
    "tkhd-years": [(b"tkhd", 20, MOST - 1)],
    "mvhd-timescale-0": [(b"mvhd", 12, 0)],
    "mvhd-timescale-1": [(b"mvhd", 12, 1)],
    "mdhd-timescale-0": [(b"mdhd", 12, 0)],
    "mdhd-timescale-1": [(b"mdhd", 12, 1)],
    "mdhd-timescale-most": [(b"mdhd", 12, MOST)],
    "stts-count": [(b"stts", 4, MOST)],
    "stts-samples": [(b"stts", 8, MOST)],
    "stts-delta-0": [(b"stts", 12, 0)],
    "stts-delta-1": [(b"stts", 12, 1)],
    "stts-delta-most": [(b"stts", 12, MOST)],
    "stts-delta-5-hours": [(b"stts", 12, 5 * 3600 * 1024)],
    "stsz-count": [(b"stsz", 8, MOST)],
    "stsz-size": [(b"stsz", 4, 1 << 31)],
    "stsz-sample": [(b"stsz", 12, 1 << 31)],
    "stco-count": [(b"stco", 4, MOST)],
    "stco-offset": [(b"stco", 8, MOST)],
    "stco-zero": [(b"stco", 8, 0)],
    "stsc-count": [(b"stsc", 4, MOST)],
    "stsc-samples": [(b"stsc", 12, MOST)],
    "stss-count": [(b"stss", 4, MOST)],
    "tkhd-size": [(b"tkhd", 76, MOST), (b"tkhd", 80, MOST)],
    "avc1-size": [(b"avc1", 24, MOST)],
    "avc1-0": [(b"avc1", 24, 0)],
    "elst-negative": [(b"elst", 12, MOST - 100_000)],
    "elst-late": [(b"elst", 12, 0x7FFF_FFFF)],
    "elst-long": [(b"elst", 8, MOST)],
    "elst-count": [(b"elst", 4, MOST)],
    "avcc": [(b"avcC", 0, MOST)],
    "stsd-count": [(b"stsd", 4, MOST)],
}
"""Box, offset in its content, value."""


def lying() -> Iterator[tuple[str, Make]]:
    """Heads of MP4 files that say what is not so: box, offset in its content, value."""
    for name, edits in LIES.items():
        yield f"lie-{name}", partial(told, edits)


def told(edits: list[tuple[bytes, int, int]], seeds: Seeds) -> bytes:
    data = bytearray(seeds.film("mp4"))
    for kind, offset, value in edits:
        U32.pack_into(data, data.index(kind) + 4 + offset, value)
    return bytes(data)


def boxed() -> Iterator[tuple[str, Make]]:
    """Boxes and elements whose sizes lead nowhere."""
    brand = box(b"ftyp", b"isom\0\0\2\0isomiso2")
    yield "box-ftyp-alone", lambda _: brand
    yield "box-nested", lambda _: brand + nested(20_000)
    yield "box-nested-few", lambda _: brand + nested(200)
    yield "box-2-to-63", lambda _: brand + box(b"moov", U64.pack(1 << 63), 1)
    yield "box-2-to-64", lambda _: brand + box(b"moov", U64.pack((1 << 64) - 1), 1)
    yield "box-many-free", lambda _: brand + box(b"free") * 300_000
    yield "box-many-trak", lambda _: brand + box(b"moov", box(b"trak", box(b"tkhd")) * 50_000)
    yield "box-many-moof", lambda _: brand + box(b"moov") + box(b"moof", box(b"traf")) * 50_000
    for kind in (b"moov", b"trak", b"stbl", b"mdat", b"stsd"):
        for size in (0, 7, 0x7FFF_FFFF):
            yield f"box-{kind.decode()}-{size}", partial(resized, kind, size)


def nested(depth: int) -> bytes:
    content = b""
    for _ in range(depth):
        content = box(b"moov", content)
    return content


def resized(kind: bytes, size: int, seeds: Seeds) -> bytes:
    data = bytearray(seeds.film("mp4"))
    U32.pack_into(data, data.index(kind) - 4, size)
    return bytes(data)
