"""Sanitised HTML as a tree that the sheet's template walks: nothing in it can become its code."""

from html.parser import HTMLParser

Node = str | tuple[str, str, list["Node"]]
"""A text, or an element: its name, what it points to or begins with, and what is in it."""
DEEPEST = 12
EMPTY = ("br", "hr")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: list[Node] = []
        self._open: list[tuple[str, list[Node]]] = [("", self.root)]
        self._flat = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        node: tuple[str, str, list[Node]] = (tag, given.get("href") or given.get("start") or "", [])
        if tag in EMPTY:
            self._open[-1][1].append((tag, "", []))
        elif len(self._open) > DEEPEST:
            self._flat += 1
        else:
            self._open[-1][1].append(node)
            self._open.append((tag, node[2]))

    def handle_endtag(self, tag: str) -> None:
        if tag in EMPTY:
            return
        if self._flat:
            self._flat -= 1
        elif len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1][1].append(data)


def rich_text(html: str | None) -> list[Node]:
    """The nodes of what `gateway.markdown.to_html` gave; nesting beyond `DEEPEST` is flattened."""
    reader = _Reader()
    reader.feed(html or "")
    reader.close()
    return reader.root
