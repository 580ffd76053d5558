"""Made-up items in German: words as frequent as in real text, compounds, and talk."""

import random
from collections.abc import Iterator
from itertools import accumulate

from services.search.compounds import own_words
from shared.contracts.captions import SpokenCue
from shared.contracts.search import SearchEntry
from shared.kit.ids import new_id, now

_SEED = 7
_COMMON = ("der", "die", "und", "ist", "in", "mit", "für", "eine", "nicht", "messen", "bauen")
_FIELDS = ("bauen-wohnen-lebensraum", "bildung", "energie", "mobilitaet-infrastruktur", "umwelt")
_SPOKEN_SHARE, _LINES = 0.05, 40
"""Of all items, those that are videos with so many lines of captions."""


class Corpus:
    """Always the same items and questions."""

    def __init__(self) -> None:
        self._random = random.Random(_SEED)  # noqa: S311 - no secret
        nouns = [word.partition("/")[0] for word in own_words()]
        joined = [
            f"{self._random.choice(nouns)}{self._random.choice(nouns)}" for _ in range(30_000)
        ]
        self._nouns = [*nouns, *joined]
        self._random.shuffle(self._nouns)
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._nouns))))

    def entries(self, number: int) -> Iterator[SearchEntry]:
        for _ in range(number):
            yield self._entry()

    def questions(self, number: int) -> list[str]:
        """One to three words; every tenth is mistyped."""
        return [self._question(mistyped=place % 10 == 9) for place in range(number)]

    def _words(self, number: int) -> str:
        nouns = self._random.choices(self._nouns, cum_weights=self._weights, k=number)
        return " ".join(
            noun.capitalize() if place % 2 else f"{self._random.choice(_COMMON)} {noun}"
            for place, noun in enumerate(nouns)
        )

    def _entry(self) -> SearchEntry:
        pick = self._random.choice
        kind = "video" if self._random.random() < _SPOKEN_SHARE else pick(("experiment", "guide"))
        lines = range(_LINES if kind == "video" else 0)
        return SearchEntry(
            id=new_id(),
            kind=kind,
            path=f"/{kind}/x",
            language=pick(("de", "de", "de", "de-simple", "en")),
            title=self._words(4),
            summary=self._words(20),
            tags=(self._words(1), self._words(1)),
            passages=tuple(self._words(25) for _ in range(6)),
            facets={
                "kind": (kind,),
                "field": (pick(_FIELDS), pick(_FIELDS)),
                "language": ("de",),
                "duration": (pick(("quarter_hour", "hour", "half_day")),),
                "difficulty": (pick(("easy", "medium", "hard")),),
                "age": ("teens", "adults"),
                "cost": (pick(("free", "up_to_10", "more")),),
                "licence": ("CC-BY-4.0",),
            },
            cues=tuple(
                SpokenCue(start_seconds=at * 4.0, end_seconds=at * 4.0 + 4, text=self._words(6))
                for at in lines
            ),
            published_at=now(),
        )

    def _question(self, *, mistyped: bool) -> str:
        words = self._words(self._random.randint(1, 3))
        at = self._random.randrange(len(words) - 1)
        return words[:at] + words[at + 1] + words[at] + words[at + 2 :] if mistyped else words
