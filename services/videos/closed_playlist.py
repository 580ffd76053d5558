"""An HLS media playlist that ends where its run was broken off (RFC 8216bis)."""

_SEGMENT, _END = "#EXTINF:", "#EXT-X-ENDLIST"
_ROUNDING = 0.002


def seconds_of(text: str) -> float:
    """How long all segments last together."""
    return sum(_seconds(line) for line in text.splitlines() if line.startswith(_SEGMENT))


def closed(text: str, seconds: float) -> str:
    """The segments that begin before a time, and the end (4.4.3.4). However much a worker that
    fell behind has added meanwhile, the same time gives the same text.
    """
    lines, begin = [], 0.0
    for line in text.splitlines():
        if line.startswith(_SEGMENT):
            if begin >= seconds - _ROUNDING:
                break
            begin += _seconds(line)
        if line != _END:
            lines.append(line)
    return "\n".join([*lines, _END, ""])


def _seconds(line: str) -> float:
    return float(line.removeprefix(_SEGMENT).partition(",")[0])
