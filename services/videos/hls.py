"""How HLS playlists are written (RFC 8216bis, "HTTP Live Streaming 2nd Edition")."""

import posixpath
import re
from collections.abc import Mapping, Sequence

VERSION = 7
HEAD = ("#EXTM3U", f"#EXT-X-VERSION:{VERSION}")

_NOT_QUOTABLE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")


class Bare(str):
    """A value that stands without quotes: an enumerated string or a resolution."""

    __slots__ = ()


Value = Bare | str | int | float | bool


def tag(name: str, attributes: Mapping[str, Value | None]) -> str:
    """`#EXT-X-…:A=1,B="two"`; what is None or empty is left out (4.2)."""
    given = [
        f"{key}={_written(value)}"
        for key, value in attributes.items()
        if value is not None and value != ""
    ]
    return f"#EXT-X-{name}:{','.join(given)}"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "YES" if value else "NO"
    if isinstance(value, Bare | int):
        return str(value)
    return f"{value:.3f}" if isinstance(value, float) else f'"{quotable(value)}"'


def quotable(text: str) -> str:
    """A quoted string has no way to write quotes and line ends: they become what looks alike."""
    return _NOT_QUOTABLE.sub(" ", text).replace('"', "”")


def relative(key: str, folder: str) -> str:
    """The address of an object as seen from a playlist in `folder`."""
    return posixpath.relpath(key, folder)


def distinct(names: Sequence[str]) -> list[str]:
    """The names with numbers where they repeat: in a group each has to be its own (4.4.6.1)."""
    taken: set[str] = set()
    out = []
    for name in names:
        number, tried = 1, name
        while tried in taken:
            number += 1
            tried = f"{name} {number}"
        taken.add(tried)
        out.append(tried)
    return out


def one_segment(uri: str, seconds: float) -> str:
    """A media playlist with a single segment; WebVTT in it needs no X-TIMESTAMP-MAP, as 0 means
    0 of the media without (3.1.4), and the hub's media begin at 0. Captions may have longer
    segments than picture and sound where the playlist is of the type VOD, and only there (6.2.4).
    """
    lines = (
        *HEAD,
        f"#EXT-X-TARGETDURATION:{max(1, round(seconds))}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        f"#EXTINF:{max(seconds, 0.001):.3f},",
        uri,
        "#EXT-X-ENDLIST",
    )
    return "\n".join(lines) + "\n"
