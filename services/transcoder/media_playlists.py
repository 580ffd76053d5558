"""HLS media playlists (RFC 8216, and 8216bis for byte ranges in fragmented MP4)."""

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct

from services.transcoder.boxes import Fragment
from services.transcoder.manifest import Piece

PLAYLIST = "index.m3u8"
KEYFRAMES = "iframes.m3u8"
CONTENT_TYPE = "application/vnd.apple.mpegurl"


class Rates(Struct, frozen=True, kw_only=True):
    """Bits per second: of the costliest segment, and on average."""

    peak: int
    average: int


def media_playlist(pieces: Sequence[Piece], timescale: int, *, complete: bool) -> str:
    """The segments by byte range. It only ever grows (6.2.1); players begin at its beginning."""
    lines = _head(pieces, timescale)
    for piece, segment, offset in _walk(pieces, lines):
        lines.append(f"#EXTINF:{segment.ticks / timescale:.6f},")
        lines.append(f"#EXT-X-BYTERANGE:{segment.bytes}@{offset}")
        lines.append(piece.object)
    return _closed(lines, complete=complete)


def keyframe_playlist(pieces: Sequence[Piece], timescale: int, *, complete: bool) -> str:
    """The first picture of each segment alone, for scrubbing (4.4.3.6)."""
    lines = _head(pieces, timescale)
    lines.insert(2, "#EXT-X-I-FRAMES-ONLY")
    for piece, segment, offset in _walk(pieces, lines):
        lines.append(f"#EXTINF:{segment.ticks / timescale:.6f},")
        lines.append(f"#EXT-X-BYTERANGE:{segment.key_bytes}@{offset}")
        lines.append(piece.object)
    return _closed(lines, complete=complete)


def rates(pieces: Sequence[Piece], timescale: int) -> Rates:
    """What a rendition costs to transfer."""
    ticks = sum(piece.ticks for piece in pieces)
    segments = [segment for piece in pieces for segment in piece.segments if segment.ticks]
    peak = max((each.bytes * 8 * timescale / each.ticks for each in segments), default=0)
    total = sum(piece.bytes for piece in pieces)
    return Rates(peak=ceil(peak), average=ceil(total * 8 * timescale / ticks) if ticks else 0)


def _head(pieces: Sequence[Piece], timescale: int) -> list[str]:
    longest = max((s.ticks for piece in pieces for s in piece.segments), default=timescale)
    return [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{max(1, round(longest / timescale))}",
        "#EXT-X-PLAYLIST-TYPE:EVENT",
        "#EXT-X-INDEPENDENT-SEGMENTS",
        "#EXT-X-START:TIME-OFFSET=0,PRECISE=YES",
    ]


def _walk(pieces: Sequence[Piece], lines: list[str]) -> Iterator[tuple[Piece, Fragment, int]]:
    """Each segment with its offset; names the init segment whenever another one is needed."""
    init = ""
    for piece in pieces:
        if piece.init != init:
            init = piece.init
            lines.append(f'#EXT-X-MAP:URI="{init}"')
        offset = 0
        for segment in piece.segments:
            yield piece, segment, offset
            offset += segment.bytes


def _closed(lines: list[str], *, complete: bool) -> str:
    return "\n".join([*lines, *(["#EXT-X-ENDLIST"] if complete else []), ""])
