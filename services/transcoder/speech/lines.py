"""From words with times to captions that read well, as broadcasters' subtitles do."""

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from services.transcoder.speech.breaks import Stretch
from services.transcoder.speech.recogniser import Word
from services.transcoder.speech.rules import (
    GAP_SECONDS,
    LEAST_SECONDS,
    LINGER_SECONDS,
    MOST_SECONDS,
    MOST_SPEED,
    PAUSE_SECONDS,
)


class Cue(Struct, frozen=True):
    """A caption: what is shown, and from when to when in seconds."""

    start: float
    end: float
    lines: tuple[str, ...]


def cues(words: Sequence[Word], until: float = math.inf) -> list[Cue]:
    """Captions for words in the order in which they are spoken. All words are in them, once.

    `until` is the end of the film in seconds, beyond which no caption lingers.

    No line is longer than `LINE_LENGTH`, unless a single word is; no cue has more than two
    lines, none overlaps the next, and each stays between `LEAST_SECONDS` and `MOST_SECONDS`.
    """
    spoken = list(_in_order(words))
    found: list[Cue] = []
    for first, last in _stretches(spoken):
        following = spoken[last].start if last < len(spoken) else until + GAP_SECONDS
        stretch = Stretch(spoken[first:last], following)
        for begin, end in stretch.cheapest():
            soonest = found[-1].end + GAP_SECONDS if found else 0.0
            found.append(_cue(stretch, begin, end, soonest))
    return found


def _in_order(words: Sequence[Word]) -> Iterator[Word]:
    """Recognisers let words overlap, or end before they begin; here none begins too early."""
    soonest = 0.0
    for word in words:
        start = max(word.start, soonest)
        yield Word(word.text, start, max(word.end, start))
        soonest = start


def _stretches(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of words without a long silence, as half-open ranges."""
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].start - words[at - 1].end >= PAUSE_SECONDS:
            yield first, at
            first = at


def _cue(stretch: Stretch, begin: int, end: int, soonest: float) -> Cue:
    """Stays as long as it takes to read, where the next one leaves the time."""
    start = max(stretch.words[begin].start, soonest)
    reading = max(LEAST_SECONDS, stretch.length(begin, end) / MOST_SPEED)
    wanted = max(stretch.words[end - 1].end + LINGER_SECONDS, start + reading)
    wanted = min(wanted, start + MOST_SECONDS, stretch.starts_at(end) - GAP_SECONDS)
    return Cue(start, max(wanted, start + LEAST_SECONDS), stretch.lines(begin, end))
