"""A cue, and how moments are written."""

import re

from msgspec import Struct

MAX_CUES = 20_000
MAX_CHARACTERS = 1_000
"""Of one cue, as it is shown."""

MAX_WRITTEN = 4 * MAX_CHARACTERS
"""Of one cue with its tags and escapes, as it is sent and as it is kept."""

SMALL_OVERLAP_SECONDS = 0.1
"""A cue that lasts into the next one for less than this is not meant to."""

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:([.,])(\d{1,3}))?"
_MOMENT = re.compile(_TIME, re.ASCII)
_MOST_MINUTES = _MOST_SECONDS = 59


class Cue(Struct, frozen=True, kw_only=True):
    """`lines` are WebVTT cue text (W3C WebVTT 4.2.2) in one way of writing: known tags, closed
    in order, all else escaped. `settings` are those of 4.4.
    """

    start_seconds: float
    end_seconds: float
    lines: tuple[str, ...]
    settings: str = ""


class Moment(Struct, frozen=True):
    """A moment as it was read; `repairs` name what was unusual in its writing."""

    seconds: float
    repairs: tuple[str, ...] = ()


def moment(written: str, mark: str) -> Moment | None:
    """Reads `[hh:]mm:ss.ttt`, the fraction after `mark`; None for what is no time at all."""
    match = _MOMENT.fullmatch(written)
    if match is None or int(match[2]) > _MOST_MINUTES or int(match[3]) > _MOST_SECONDS:
        return None
    hours, minutes, seconds, found, fraction = match.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    repairs = []
    if found and found != mark:
        repairs.append("Komma und Punkt in der Zeitangabe vertauscht")
    if hours is None and mark == ",":
        repairs.append("Stunden in der Zeitangabe ergänzt")
    two_digits = len(minutes) == len(seconds) == 2 and len(hours or "00") > 1
    if not two_digits or len(fraction or "") != 3:
        repairs.append("Ziffern in der Zeitangabe ergänzt")
    return Moment((whole * 1000 + int((fraction or "").ljust(3, "0"))) / 1000, tuple(repairs))
