"""Markdown to blocks: the same parse as for the HTML, the same links, nothing that could act."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it.token import Token

from gateway.markdown import PARSER, SCHEMES
from shared.contracts.text_blocks import TextBlock, TextBlockKind, TextCell, TextSpan

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NESTING = {"bullet_list_open", "ordered_list_open", "blockquote_open"}
_MARKS = {"strong": "strong", "em": "emphasis", "s": "struck"}


@lru_cache(maxsize=1024)
def to_blocks(text: str) -> tuple[TextBlock, ...]:
    """The blocks of a text in CommonMark. Pictures and raw HTML are left out."""
    reading = _Reading()
    for token in PARSER.parse(text):
        reading.take(token)
    return tuple(reading.blocks)


@dataclass(slots=True)
class _Reading:
    """Where in the nesting of the tokens the reading is.

    `lists` holds the next number of each list, None for bullets; `item` says that an item has
    begun of which there is no block yet.
    """

    blocks: list[TextBlock] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    item: bool = False
    quotes: int = 0
    level: int = 0
    header: bool = False
    cells: list[TextCell] | None = None

    def take(self, token: Token) -> None:
        if token.type == "inline":
            self._inline(_spans(token.children or []))
        elif token.type in ("fence", "code_block"):
            code = TextSpan(text=token.content.removesuffix("\n"), code=True)
            self._add(TextBlockKind.CODE, spans=(code,))
        elif token.type == "hr":
            self._add(TextBlockKind.RULE)
        elif token.nesting == 1:
            self._open(token)
        else:
            self._close(token.type)

    def _open(self, token: Token) -> None:
        if token.type in _NESTING:
            self._end_item()
        match token.type:
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(token.attrs.get("start", 1)))
            case "list_item_open":
                self.item = True
            case "blockquote_open":
                self.quotes += 1
            case "heading_open":
                self.level = max(2, int(token.tag[1:]))
            case "thead_open":
                self.header = True
            case "tr_open":
                self.cells = []

    def _close(self, kind: str) -> None:
        match kind:
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_close":
                self._end_item()
                if (number := self.lists[-1]) is not None:
                    self.lists[-1] = number + 1
            case "blockquote_close":
                self.quotes -= 1
            case "heading_close":
                self.level = 0
            case "thead_close":
                self.header = False
            case "tr_close":
                cells, self.cells = self.cells or [], None
                self._add(TextBlockKind.TABLE_ROW, cells=tuple(cells), header=self.header)

    def _inline(self, spans: tuple[TextSpan, ...]) -> None:
        if self.cells is not None:
            self.cells.append(TextCell(spans=spans))
        elif self.level:
            self._add(TextBlockKind.HEADING, spans=spans, level=self.level)
        elif self.item:
            self._end_item(spans)
        else:
            self._add(TextBlockKind.PARAGRAPH, spans=spans)

    def _end_item(self, spans: tuple[TextSpan, ...] = ()) -> None:
        """The block of an item that has begun; it is empty where another block comes first."""
        if self.item:
            self.item = False
            self._add(TextBlockKind.LIST_ITEM, spans=spans, number=self.lists[-1])

    def _add(self, kind: TextBlockKind, **more: Any) -> None:
        self._end_item()
        block = TextBlock(kind=kind, list_depth=len(self.lists), quote_depth=self.quotes, **more)
        self.blocks.append(block)


def _spans(tokens: list[Token]) -> tuple[TextSpan, ...]:
    """The stretches of a line; neighbours that look alike are one."""
    spans: list[TextSpan] = []
    look: dict[str, Any] = {}
    for token in tokens:
        name, _, step = token.type.rpartition("_")
        if name == "link":
            look = look | {"href": _safe(str(token.attrs["href"])) if step == "open" else None}
        elif name in _MARKS:
            look = look | {_MARKS[name]: step == "open"}
        elif text := _text(token):
            _append(spans, TextSpan(text=text, **{**look, "code": token.type == "code_inline"}))
    return tuple(spans)


def _append(spans: list[TextSpan], span: TextSpan) -> None:
    if spans and _look(spans[-1]) == _look(span):
        span = TextSpan(text=spans.pop().text + span.text, **_look(span))
    spans.append(span)


def _look(span: TextSpan) -> dict[str, Any]:
    return {name: getattr(span, name) for name in span.__struct_fields__ if name != "text"}


def _text(token: Token) -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
    return ""


def _safe(href: str) -> str | None:
    scheme = _SCHEME.match(href)
    return href if scheme is None or scheme[1].lower() in SCHEMES else None
