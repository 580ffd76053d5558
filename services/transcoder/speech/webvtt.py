"""Captions as a file: WebVTT (W3C, §4.1)."""

from collections.abc import Iterable

from services.transcoder.speech.lines import Cue
from shared.kit.webvtt import escaped, timestamp


def webvtt(cues: Iterable[Cue]) -> str:
    """The file's text; empty where nothing was said."""
    blocks = [_block(cue) for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n" if blocks else ""


def _block(cue: Cue) -> str:
    return "\n".join([f"{timestamp(cue.start)} --> {timestamp(cue.end)}", *map(escaped, cue.lines)])
