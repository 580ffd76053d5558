"""All that is said in a video, to read and to search: made from its captions."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from services.videos.timed_text.cue_text import plain
from services.videos.timed_text.cues import Cue
from shared.contracts.captions import SpokenCue, TranscriptParagraph
from shared.contracts.video import Chapter

PAUSE_SECONDS = 2.0
"""A silence as long as this begins a new paragraph."""

_ENOUGH_CHARACTERS = 500
"""After which the next end of a sentence ends the paragraph too."""

_MOST_CHARACTERS = 1_500
"""After which the paragraph ends wherever it is: some captions have no punctuation."""

_SENTENCE_END = re.compile(r"[.!?…][\"”“»«')\]]*$")
_WORD = re.compile(r"\w+")
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spoken(cue: Cue) -> SpokenCue:
    """The cue as plain text on one line."""
    return SpokenCue(
        start_seconds=cue.start_seconds,
        end_seconds=cue.end_seconds,
        text=" ".join(plain(cue.lines).split()),
    )


def paragraphs(
    cues: Sequence[SpokenCue], chapters: Sequence[Chapter]
) -> tuple[TranscriptParagraph, ...]:
    """Cues joined: until a chapter begins, a pause, or there is enough of them."""
    return tuple(
        TranscriptParagraph(
            start_seconds=group[0].start_seconds,
            heading=heading,
            text=" ".join(cue.text for cue in group),
        )
        for heading, group in _groups(cues, chapters)
    )


def _groups(
    cues: Sequence[SpokenCue], chapters: Sequence[Chapter]
) -> Iterator[tuple[str, list[SpokenCue]]]:
    begins = [chapter.start_seconds for chapter in chapters]
    group: list[SpokenCue] = []
    heading, told, length = "", 0, 0
    for cue in cues:
        reached = bisect_right(begins, _middle(cue))
        if group and (reached > told or _ends(group[-1], length, cue)):
            yield heading, group
            group, heading, length = [], "", 0
        if reached > told:
            heading, told = chapters[reached - 1].title, reached
        group.append(cue)
        length += len(cue.text)
    if group:
        yield heading, group


def _middle(cue: SpokenCue) -> float:
    """A cue belongs to the chapter in which most of it is heard."""
    return (cue.start_seconds + cue.end_seconds) / 2


def _ends(last: SpokenCue, length: int, following: SpokenCue) -> bool:
    """Whether a paragraph of that length ends with its last cue."""
    paused = following.start_seconds - last.end_seconds > PAUSE_SECONDS
    if paused or length + len(following.text) > _MOST_CHARACTERS:
        return True
    return length >= _ENOUGH_CHARACTERS and bool(_SENTENCE_END.search(last.text))


def as_text(found: Sequence[TranscriptParagraph]) -> str:
    """Plain text: headings and paragraphs, an empty line between them."""
    parts = [part for one in found for part in (one.heading, one.text) if part]
    return "\n\n".join(parts) + "\n" if parts else ""


class Searchable:
    """Cues in which words are found however they are spelled, also across two cues."""

    def __init__(self, cues: Sequence[SpokenCue]) -> None:
        self.cues = tuple(cues)
        self._texts = [
            _Joined([fold(cue.text) for cue in cues]) for fold in (_with_e, _without_dots)
        ]

    def matching(self, words: str) -> list[SpokenCue]:
        """The cues in which the words begin; all of them for no words."""
        if not words.strip():
            return list(self.cues)
        found: set[int] = set()
        for text, fold in zip(self._texts, (_with_e, _without_dots), strict=True):
            found.update(text.places(fold(words)))
        return [self.cues[place] for place in sorted(found)]


class _Joined:
    """Pieces as one text, in which each position knows its piece."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._text = " ".join(pieces)
        self._begins = [0, *accumulate(len(piece) + 1 for piece in pieces)]

    def places(self, words: str) -> Iterator[int]:
        """The numbers of the pieces in which `words` begin, each once."""
        at = self._text.find(words) if words else -1
        while at >= 0:
            piece = bisect_right(self._begins, at)
            yield piece - 1
            at = self._text.find(words, self._begins[piece])


def _with_e(text: str) -> str:
    """`Lärm` and `LAERM` as `laerm`."""
    return _words(unicodedata.normalize("NFC", text).casefold().translate(_SPELLED))


def _without_dots(text: str) -> str:
    """`Lärm` and `larm` as `larm`."""
    return _words(text.casefold())


def _words(text: str) -> str:
    """Letters without their marks and digits, a space between words whatever stood there."""
    apart = unicodedata.normalize("NFKD", text)
    plain = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(_WORD.findall(plain))
