"""An HLS playlist (RFC 8216) whose media objects can be fetched by signed addresses."""

import re
from collections.abc import Callable
from functools import cache
from posixpath import dirname, join, normpath

_URI = re.compile(r'URI="([^"]*)"')
_BELOW_THE_PREVIEW = (".m3u8", ".vtt")
"""Text that holds addresses itself: fetched by the preview, so it stays relative."""


def signed_playlist(text: str, key: str, within: str, sign: Callable[[str], str]) -> str:
    """The playlist at `key` with `sign` applied once to each object it names below `within`."""

    @cache
    def address(uri: str) -> str:
        target = normpath(join(dirname(key), uri))
        if uri.endswith(_BELOW_THE_PREVIEW) or "://" in uri or not target.startswith(within):
            return uri
        return sign(target)

    def line(written: str) -> str:
        if written.startswith("#"):
            return _URI.sub(lambda match: f'URI="{address(match[1])}"', written)
        return address(written) if written.strip() else written

    return "\n".join(line(written) for written in text.split("\n"))
