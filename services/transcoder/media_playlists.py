"""HLS media playlists (RFC 8216, and 8216bis for byte ranges in fragmented MP4)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from math import ceil
from typing import NamedTuple

from msgspec import Struct

from services.transcoder.boxes import Fragment
from services.transcoder.ladder import SEGMENT_SECONDS
from services.transcoder.manifest import Piece

CONTENT_TYPE = "application/vnd.apple.mpegurl"


class Form(NamedTuple):
    """The playlists of a rendition: the names of the one with its segments and of the one with its
    keyframes alone, and their type, which never changes (6.2.1) and is the same in all that a
    master names (6.2.4).
    """

    segments: str
    keyframes: str
    playlist_type: str


GROWING = Form("index.m3u8", "iframes.m3u8", "EVENT")

WHOLE = Form("whole.m3u8", "whole-iframes.m3u8", "VOD")
"""Written only of a film that is whole: a worker that is cut off while it writes of a growing one,
and gets through later, cannot shorten it."""


class Rates(Struct, frozen=True, kw_only=True):
    """Bits per second: of the costliest segments side by side that last about as long as one
    (RFC 8216bis 4.4.6.2: 0.5 to 1.5 target durations), and on average.
    """

    peak: int
    average: int


def media_playlist(
    pieces: Sequence[Piece], timescale: int, form: Form = GROWING, *, complete: bool
) -> str:
    """The segments by byte range. It only ever grows (6.2.1); players begin at its beginning."""
    lines = _head(pieces, timescale, form)
    for piece, segment, offset in _walk(pieces, lines):
        lines.append(f"#EXTINF:{segment.ticks / timescale:.6f},")
        lines.append(f"#EXT-X-BYTERANGE:{segment.bytes}@{offset}")
        lines.append(piece.object)
    return _closed(lines, complete=complete)


def keyframe_playlist(
    pieces: Sequence[Piece], timescale: int, form: Form = GROWING, *, complete: bool
) -> str:
    """The first picture of each segment alone, for scrubbing (4.4.3.6)."""
    lines = _head(pieces, timescale, form)
    lines.insert(2, "#EXT-X-I-FRAMES-ONLY")
    for piece, segment, offset in _walk(pieces, lines):
        lines.append(f"#EXTINF:{segment.ticks / timescale:.6f},")
        lines.append(f"#EXT-X-BYTERANGE:{segment.key_bytes}@{offset}")
        lines.append(piece.object)
    return _closed(lines, complete=complete)


def rates(pieces: Sequence[Piece], timescale: int) -> Rates:
    """What a rendition costs to transfer."""
    segments = [segment for piece in pieces for segment in piece.segments]
    ticks, total = sum(each.ticks for each in segments), sum(each.bytes for each in segments)
    average = total * 8 * timescale / ticks if ticks else 0
    target = target_seconds(pieces, timescale) * timescale
    runs = [
        run
        for begin in range(len(segments))
        for run in _runs(islice(segments, begin, None), target)
    ]
    peak = max((size * 8 * timescale / length for size, length in runs), default=average)
    return Rates(peak=ceil(peak), average=ceil(average))


def _runs(segments: Iterable[Fragment], target: int) -> Iterator[tuple[int, int]]:
    """Bytes and ticks of the first segments together, as far as their length counts for a peak."""
    size = length = 0
    for segment in segments:
        size, length = size + segment.bytes, length + segment.ticks
        if length > 1.5 * target:
            return
        if length >= 0.5 * target:
            yield size, length


def target_seconds(pieces: Sequence[Piece], timescale: int) -> int:
    """The longest segment, rounded; where all are short, as long as segments are meant to be: the
    sizes and sounds of a film must say the same (6.2.4).
    """
    longest = max((s.ticks for piece in pieces for s in piece.segments), default=0)
    return max(SEGMENT_SECONDS, round(longest / timescale))


def _head(pieces: Sequence[Piece], timescale: int, form: Form) -> list[str]:
    return [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        f"#EXT-X-TARGETDURATION:{target_seconds(pieces, timescale)}",
        f"#EXT-X-PLAYLIST-TYPE:{form.playlist_type}",
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
