"""What a page says of itself to those who link to it (https://ogp.me)."""

from collections.abc import Mapping
from html.parser import HTMLParser

_LOOKED_AT = 256 * 1024
"""Characters in which a page has said all that is asked of it."""

_LONGEST = 2_000
_HEADING = "h1"


def open_graph(page: str) -> Mapping[str, str]:
    """The first of each of its `og:` properties, and its first `h1`; empty ones left out."""
    reader = _Reader()
    reader.feed(page[:_LOOKED_AT])
    reader.close()
    trimmed = {name: " ".join(text.split())[:_LONGEST] for name, text in reader.found.items()}
    return {name: text for name, text in trimmed.items() if text}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._note(dict(attrs))
        elif tag == _HEADING and tag not in self.found:
            self._inside = True
            self.found[tag] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == _HEADING:
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and len(self.found[_HEADING]) < _LONGEST:
            self.found[_HEADING] += data

    def _note(self, attributes: dict[str, str | None]) -> None:
        name, content = attributes.get("property") or "", attributes.get("content") or ""
        if name.startswith("og:"):
            self.found.setdefault(name, content)
