"""What a page says to people, with the language it says it in, and where it leads."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SAID = ("aria-label", "placeholder", "alt", "title")
_SILENT = {"script", "style"}


@dataclass
class Visible:
    """Texts by the nearest `lang`; `links` with their attributes, `actions` of forms."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    links: list[dict[str, str]] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, page: str) -> Self:
        found = cls()
        _Reader(found).feed(page)
        return found

    def say(self, language: str, text: str) -> None:
        if plain := " ".join(text.split()):
            self.texts.setdefault(language, []).append(plain)


class _Reader(HTMLParser):
    def __init__(self, found: Visible) -> None:
        super().__init__()
        self._found = found
        self._open = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        language = said.get("lang", self._open[-1][1])
        for name in _SAID:
            self._found.say(language, said.get(name, ""))
        if tag == "a" and "href" in said:
            self._found.links.append(said)
        if tag == "form":
            self._found.actions.append(said["action"])
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1]
        if tag not in _SILENT:
            self._found.say(language, data)
