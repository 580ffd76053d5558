"""Captions as a file: WebVTT (W3C, §4.1)."""

from collections.abc import Iterable

from services.transcoder.speech.lines import Cue


def webvtt(cues: Iterable[Cue]) -> str:
    """The file's text; empty where nothing was said."""
    blocks = [_block(cue) for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n" if blocks else ""


def _block(cue: Cue) -> str:
    return "\n".join([f"{_time(cue.start)} --> {_time(cue.end)}", *map(_escaped, cue.lines)])


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
