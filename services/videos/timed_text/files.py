"""A caption file as it was sent: its format found out, read, or refused."""

from msgspec import Struct

from services.videos.timed_text import srt, webvtt
from services.videos.timed_text.blocks import ARROW
from services.videos.timed_text.cues import Cue
from services.videos.timed_text.findings import Findings, TooMuchWrong
from shared.contracts.captions import MAX_BYTES, TOO_LARGE, CaptionFormat
from shared.contracts.errors import Invalid

_READERS = {CaptionFormat.WEBVTT: webvtt.read, CaptionFormat.SRT: srt.read}


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
    return text


def _format(text: str) -> CaptionFormat:
    """What begins as WebVTT is read as such, and so is what has no times: its error says why."""
    srt_like = not webvtt.is_webvtt(text) and ARROW in text
    return CaptionFormat.SRT if srt_like else CaptionFormat.WEBVTT
