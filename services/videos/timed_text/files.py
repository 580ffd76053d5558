"""A caption file as it was sent: its format found out, read, or refused."""

import re

from msgspec import Struct

from services.videos.timed_text import srt, webvtt
from services.videos.timed_text.blocks import ARROW
from services.videos.timed_text.cues import Cue
from services.videos.timed_text.findings import Findings, TooMuchWrong
from shared.contracts.captions import MAX_BYTES, TOO_LARGE, CaptionFormat
from shared.contracts.errors import Invalid

_READERS = {CaptionFormat.WEBVTT: webvtt.read, CaptionFormat.SRT: srt.read}

_WIDE = "\xa0\u2007\u2009\u202f"
_FULL = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}"
_SPACE = rf"[ \t{_WIDE}]*"
_TYPESET = re.compile(
    rf"^{_SPACE}{_FULL}{_SPACE}(?:-->|[→\uf0e0]|[–—]>){_SPACE}{_FULL}(?![\d:]){_SPACE}",
    re.MULTILINE | re.ASCII,
)
_TYPESET_ARROW = re.compile("[→\uf0e0]|[–—]>")
_PLAIN_SPACES = str.maketrans(dict.fromkeys(_WIDE, " "))
"""Word processors write arrows and spaces of their own; U+F0E0 is Word's in the font Wingdings."""

_FOREIGN = {
    "SBV": re.compile(r"\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}[ \t]*\n"),
    "ASS": re.compile(r"\[Script Info\]"),
    "TTML": re.compile(r"(?:<\?xml[^>]*>\s*)?<(?:\w+:)?tt[\s>]"),
    "XML": re.compile(r"<\?xml"),
}


class CaptionFile(Struct, frozen=True, kw_only=True):
    """What was read; `repairs` are sentences for the editor."""

    cues: tuple[Cue, ...]
    repairs: tuple[str, ...] = ()


def read(text: str, named: CaptionFormat | None = None) -> CaptionFile:
    """Reads WebVTT or SRT, or raises `Invalid` that names every line that is wrong."""
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        raise Invalid(TOO_LARGE, field="text")
    return read_again(text, named)


def read_again(text: str, named: CaptionFormat | None = None) -> CaptionFile:
    """The same for what the hub has written itself: that may be longer than what was sent."""
    findings = Findings()
    text = _tidied(text, findings)
    _refuse_foreign(text)
    cues, cut = [], False
    try:
        cues = _READERS[named or _format(text)](text, findings)
    except TooMuchWrong:
        cut = True
    findings.refuse(cut=cut)
    if not cues:
        raise Invalid("Die Datei enthält keine Untertitel.", field="text")
    return CaptionFile(cues=tuple(cues), repairs=findings.repairs)


def _tidied(text: str, findings: Findings) -> str:
    """Plain line ends and nothing before the first line."""
    if text.startswith("\ufeff"):
        findings.repair("Unsichtbares Zeichen am Dateianfang (BOM) entfernt")
        text = text.removeprefix("\ufeff")
    if "\r" in text:
        findings.repair("Zeilenenden vereinheitlicht")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip(" \t\n").startswith("WEBVTT") and not text.startswith("WEBVTT"):
        findings.repair("Leere Zeilen am Dateianfang entfernt")
        text = text.lstrip(" \t\n")
    plain = _TYPESET.sub(_plain_times, text)
    if plain != text:
        findings.repair("Pfeile oder Leerzeichen in Zeitangaben berichtigt")
    return plain


def _plain_times(found: re.Match[str]) -> str:
    spaced = found[0].translate(_PLAIN_SPACES)
    return _TYPESET_ARROW.sub(f" {ARROW} ", spaced)


def _refuse_foreign(text: str) -> None:
    begin = text.lstrip(" \t\n")
    for name, beginning in _FOREIGN.items():
        if beginning.match(begin):
            told = f"Das Format {name} kennt der Hub nicht."
            raise Invalid(f"{told} Bitte als SRT oder WebVTT exportieren.", field="text")


def _format(text: str) -> CaptionFormat:
    """What begins as WebVTT is read as such, and so is what has no times: its error says why."""
    srt_like = not webvtt.is_webvtt(text) and ARROW in text
    return CaptionFormat.SRT if srt_like else CaptionFormat.WEBVTT
