"""A few bytes that become gigabytes, or hours."""

import struct
import zlib
from collections.abc import Iterator
from functools import cache, partial

from tests.integration.transcoder.films import pattern
from tests.integration.transcoder.seeds import MPEG4, U32, X264, Make, Seeds, box

JPEG = ["-c:v", "mjpeg", "-pix_fmt", "yuvj420p"]
GAP = ["-vf", "setpts='if(gte(N,6),N+2400,N)'"]
EBML = bytes.fromhex(
    "1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b614287810442858102"
)
NESTED = b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + b"\x1c\x53\xbb\x6b\xff" * 50_000
ELEMENTS = {
    "void": b"\xec\x80" * 400_000,
    "void-2-to-56": b"\xec\x01" + b"\xff" * 6 + b"\xfe",
    "mkv-tags": b"\x12\x54\xc3\x67\xff" + b"\x73\x73\x80" * 200_000,
}


BLACK = ["-f", "lavfi", "-i"]
MADE: dict[str, tuple[str, list[str]]] = {
    "8k": ("mp4", [*BLACK, "color=black:s=8192x4608:r=25:d=0.5", *X264]),
    "beyond-8k": ("mov", [*BLACK, "color=black:s=16000x9000:r=2:d=0.5", *JPEG]),
    "rate": ("avi", [*pattern("160x90", "1000", 1), *MPEG4]),
    "channels": ("mkv", [*BLACK, "anullsrc=r=192000:cl=7.1:d=60", "-c:a", "flac"]),
    "silence": ("mkv", [*BLACK, "anullsrc=r=8000:cl=mono:d=600", "-c:a", "flac"]),
    "gap": ("mp4", [*pattern("160x90", "12", 1), *GAP, *X264, "-vsync", "0"]),
    "streams": ("mkv", [*pattern("160x90", "12", 1), *["-map", "0"] * 60, *MPEG4]),
}
GROWN = [*BLACK, "color=black:s=3840x2160:r=12:d=1", "-c:v", "mpeg2video"]
PNG = ["-c:v", "png", "-pix_fmt", "rgb24", "-movflags", "+faststart"]


def bombs() -> Iterator[tuple[str, Make]]:
    """All of them."""
    for name, (kind, words) in MADE.items():
        yield f"bomb-{name}", partial(made, kind, words)
    yield "bomb-grows", lambda s: s.film("ts") + s.made(*GROWN, kind="ts")
    yield "bomb-png-in-mov", lambda s: png_film(s, 16_000)
    yield "bomb-png", lambda _: png(16_000)
    yield "bomb-gif", lambda _: gif(16_000)
    yield "bomb-avi-rate", lambda s: avi_rate(s.film("avi"))
    for name, element in ELEMENTS.items():
        yield f"bomb-{name}", partial(mkv_with, element)
    yield "bomb-ebml-nested", lambda _: EBML + NESTED


def made(kind: str, words: list[str], seeds: Seeds) -> bytes:
    return seeds.made(*words, kind=kind)


@cache
def png(side: int) -> bytes:
    """One colour, `side` times `side`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return U32.pack(len(data)) + kind + data + U32.pack(zlib.crc32(kind + data))

    row = b"\0" * (side * 3 + 1)
    packer = zlib.compressobj(1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


def png_film(seeds: Seeds, side: int) -> bytes:
    """A film of one small PNG, which is then exchanged for a huge one."""
    film = seeds.made(*pattern("160x90", "1", 1), *PNG, kind="mov")
    data, huge = bytearray(film), png(side)
    at = data.index(b"mdat")
    U32.pack_into(data, data.index(b"stsz") + 8, len(huge))
    return bytes(data[: at - 4]) + box(b"mdat", huge)


def gif(side: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", side, side, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + b"\x2c" + struct.pack("<HHHHB", 0, 0, side, side, 0) + b"\x02\x02\x44\x01\x00\x3b"


def avi_rate(film: bytes) -> bytes:
    data = bytearray(film)
    at = data.index(b"strh") + 8
    struct.pack_into("<II", data, at + 20, 1, 0x7FFF_FFFF)
    return bytes(data)


def mkv_with(element: bytes, seeds: Seeds) -> bytes:
    """Puts an element before the first cluster."""
    film = seeds.film("mkv")
    at = film.index(b"\x1f\x43\xb6\x75")
    return film[:at] + element + film[at:]
