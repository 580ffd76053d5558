"""The text of a cue: tags that are known, everything else escaped."""

import html
import re
import unicodedata
from collections.abc import Callable, Sequence

from msgspec import Struct

from shared.kit.webvtt import escaped

WEBVTT_TAGS = frozenset({"i", "b", "u", "c", "v", "lang", "ruby", "rt"})
SRT_TAGS = frozenset({"i", "b", "u"})

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\.[\w-]+)*)(?:[ \t\n]([^<>]*))?/?>")
_TIMESTAMP = re.compile(r"<\d{2,}(?::\d{2}){1,2}\.\d{3}>")
_OVERRIDE = re.compile(r"\{\\[^{}]*\}")
_SRT_ESCAPE = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#0?39);")
_BREAK = re.compile("[\v\f\x85\u2028\u2029]")
_ANNOTATED = {"v", "lang"}

Tell = Callable[[str], None]


class Tag(Struct, frozen=True):
    """`<name.classes annotation>` or its end."""

    name: str
    closes: bool = False
    classes: str = ""
    annotation: str = ""

    def __str__(self) -> str:
        if self.closes:
            return f"</{self.name}>"
        said = f" {escaped(self.annotation)}" if self.annotation else ""
        return f"<{self.name}{self.classes}{said}>"


def from_webvtt(lines: Sequence[str], tell: Tell) -> tuple[str, ...]:
    """The lines in the one way of writing; `tell` hears of what was put right."""
    pieces = _pieces("\n".join(lines), WEBVTT_TAGS, html.unescape, tell)
    return _lines(_balanced(pieces, tell))


def from_srt(lines: Sequence[str], tell: Tell) -> tuple[str, ...]:
    """SRT knows no escapes, but some programs write a few; what is no tag is text: `<Musik>`."""
    text = "\n".join(lines)
    if _OVERRIDE.search(text):
        tell("Unbekannte Auszeichnung weggelassen")
        text = _OVERRIDE.sub("", text)

    def read(piece: str) -> str:
        unescaped = _SRT_ESCAPE.sub(lambda escape: html.unescape(escape[0]), piece)
        if unescaped != piece:
            tell("Umschriebene Zeichen wie &amp; zurückverwandelt")
        return unescaped

    pieces = _pieces(text, SRT_TAGS, read, tell, named=_srt_names(text))
    return _lines(_balanced(pieces, tell))


def _srt_names(text: str) -> frozenset[str]:
    """The names of tags that are not text: the common ones, and those with attributes."""
    attributed = {tag[2].lower() for tag in _TAG.finditer(text) if "=" in (tag[4] or "")}
    return SRT_TAGS | {"font", "br"} | attributed


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for each in text.split("\n") if (line := each.strip(" \t")))


def _pieces(
    text: str,
    known: frozenset[str],
    read: Callable[[str], str],
    tell: Tell,
    named: frozenset[str] | None = None,
) -> list[str | Tag]:
    """Text and `known` tags; where tags are `named`, all others are text."""
    if _TIMESTAMP.search(text):
        tell("Zeitmarken innerhalb des Textes weggelassen")
        text = _TIMESTAMP.sub("", text)
    pieces: list[str | Tag] = []
    at = 0
    for match in _TAG.finditer(text):
        if named is not None and match[2].lower() not in named:
            continue
        pieces.append(_clean(read(text[at : match.start()]), tell))
        at = match.end()
        name = match[2] if match[2] in known else match[2].lower()
        if name in known:
            pieces.append(_tag(match, name, known))
            continue
        tell("Unbekannte Auszeichnung weggelassen")
        if name == "br":
            pieces.append("\n")
    pieces.append(_clean(read(text[at:]), tell))
    return pieces


def _tag(match: re.Match[str], name: str, known: frozenset[str]) -> Tag:
    annotated = name in _ANNOTATED and not match[1]
    annotation = " ".join(html.unescape(match[4] or "").split()) if annotated else ""
    classes = "" if match[1] or known is SRT_TAGS else match[3]
    return Tag(name, closes=bool(match[1]), classes=classes, annotation=annotation)


def _clean(text: str, tell: Tell) -> str:
    """Without control characters: nothing shows them, and some programs stumble."""
    if _BREAK.search(text):
        tell("Weiche Umbrüche in Zeilenumbrüche umgewandelt")
        text = _BREAK.sub("\n", text)
    kept = "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc" or c == "\t")
    kept = kept.replace("\ufeff", "")
    if kept != text:
        tell("Unsichtbare Steuerzeichen entfernt")
    return kept


def _balanced(pieces: Sequence[str | Tag], tell: Tell) -> str:
    """Text and tags, each closed in the order in which it was opened."""
    out: list[str] = []
    open_tags: list[str] = []

    def close(name: str) -> None:
        while open_tags:
            last = open_tags.pop()
            out.append(f"</{last}>")
            if last == name:
                return

    for piece in pieces:
        if isinstance(piece, str):
            out.append(escaped(piece))
        elif not piece.closes:
            open_tags.append(piece.name)
            out.append(str(piece))
        else:
            if open_tags[-1:] != [piece.name]:
                tell("Auszeichnung in Ordnung gebracht")
            if piece.name in open_tags:
                close(piece.name)
    if set(open_tags) - _ANNOTATED:
        tell("Auszeichnung in Ordnung gebracht")
    close("")
    return "".join(out)


def plain(lines: Sequence[str]) -> str:
    """What is read, without tags; who speaks stands before it."""
    text = _TAG.sub(lambda tag: _speaker(tag) if tag[2] == "v" else "", "\n".join(lines))
    return html.unescape(text)


def _speaker(tag: re.Match[str]) -> str:
    return f"{tag[4]}: " if tag[4] and not tag[1] else ""


def to_srt(lines: Sequence[str]) -> str:
    """As SRT writes it: italic, bold and underlined stay."""

    def kept(tag: re.Match[str]) -> str:
        if tag[2] in SRT_TAGS:
            return f"<{tag[1]}{tag[2]}>"
        return _speaker(tag) if tag[2] == "v" else ""

    out, at, text = [], 0, "\n".join(lines)
    for tag in _TAG.finditer(text):
        out += [_harmless(text[at : tag.start()]), kept(tag)]
        at = tag.end()
    return "".join([*out, _harmless(text[at:])])


def _harmless(text: str) -> str:
    """Plain text that SRT readers cannot take for a tag, an override or a time."""
    text = html.unescape(text).replace("-->", "→")
    text = _TAG.sub(lambda tag: f"‹{tag[0][1:-1]}›", _TIMESTAMP.sub("", text))
    return _OVERRIDE.sub(lambda found: f"({found[0][1:-1]})", text)
