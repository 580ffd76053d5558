"""What is allowed in captions but hard to read: told to editors, never refused.

The limits are those of German broadcasters' guidelines and of Netflix's Timed Text Style Guide.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from services.videos.timed_text.cue_text import plain
from services.videos.timed_text.cues import SMALL_OVERLAP_SECONDS, Cue
from shared.kit.webvtt import timestamp

MOST_LINES = 2
MOST_CHARACTERS = 42
SHORTEST_SECONDS = 1.0
LONGEST_SECONDS = 7.0
FASTEST = 20.0
"""Characters a second."""

_NAMED = 3


def _speed(cue: Cue) -> float:
    return len(plain(cue.lines).replace("\n", " ")) / (cue.end_seconds - cue.start_seconds)


def _lasts(cue: Cue) -> float:
    return round(cue.end_seconds - cue.start_seconds, 3)


def _widest(cue: Cue) -> int:
    return max(len(line) for line in plain(cue.lines).split("\n"))


_RULES: tuple[tuple[str, Callable[[Cue], bool]], ...] = (
    ("mehr als 2 Zeilen", lambda cue: len(cue.lines) > MOST_LINES),
    ("eine Zeile mit mehr als 42 Zeichen", lambda cue: _widest(cue) > MOST_CHARACTERS),
    ("kürzer als 1 Sekunde zu sehen", lambda cue: _lasts(cue) < SHORTEST_SECONDS),
    ("länger als 7 Sekunden zu sehen", lambda cue: _lasts(cue) > LONGEST_SECONDS),
    ("zu schnell zum Lesen (über 20 Zeichen je Sekunde)", lambda cue: _speed(cue) > FASTEST),
)


def warnings(cues: Sequence[Cue], duration_seconds: float | None) -> tuple[str, ...]:
    """A sentence for each rule that is not kept, with where it begins."""
    found = [(rule, [cue for cue in cues if breaks(cue)]) for rule, breaks in _RULES]
    found.append(("noch zu sehen, wenn der nächste beginnt", _overlapping(cues)))
    if duration_seconds is not None:
        late = [cue for cue in cues if cue.end_seconds > duration_seconds + SMALL_OVERLAP_SECONDS]
        found.append(("über das Ende des Videos hinaus zu sehen", late))
    return tuple(_sentence(rule, broken) for rule, broken in found if broken)


def _overlapping(cues: Sequence[Cue]) -> list[Cue]:
    return [
        cue
        for cue, following in pairwise(cues)
        if cue.end_seconds - following.start_seconds >= SMALL_OVERLAP_SECONDS
    ]


def _sentence(rule: str, broken: Sequence[Cue]) -> str:
    places = ", ".join(timestamp(cue.start_seconds) for cue in broken[:_NAMED])
    more = " …" if len(broken) > _NAMED else ""
    count = "1 Untertitel" if len(broken) == 1 else f"{len(broken)} Untertitel"
    return f"{count}: {rule} (bei {places}{more})."
