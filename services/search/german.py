"""German as it is searched: umlauts in any spelling, compounds in parts, words by their stem."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

_SPELLED = re.compile(r"(?<![aeiouyäöüq])(?:[ao]e|ue)", re.IGNORECASE)
"""After a vowel the e belongs to another sound: `neue`, `Bauer`; after q too: `Quelle`."""

_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, its stem, and the stems of its parts."""

    begin: int
    end: int
    stem: str
    parts: tuple[str, ...]


class Folded:
    """A text with its umlauts in one spelling, which still knows where each letter came from.

    What is folded wrongly (`Poesie`) is so in the index and in the question alike.
    """

    def __init__(self, text: str) -> None:
        pieces = list(_pieces(unicodedata.normalize("NFC", text)))
        self.text = "".join(folded for folded, _ in pieces)
        self._begins = [0, *accumulate(len(folded) for folded, _ in pieces)]
        self._origins = [0, *accumulate(length for _, length in pieces)]

    def origin(self, place: int) -> int:
        """The place in the composed (NFC) text of a place in the folded one."""
        piece = bisect_right(self._begins, place) - 1
        return self._origins[piece] + place - self._begins[piece]


def _umlaut(match: re.Match[str]) -> str:
    return _UMLAUTS[match[0].lower()]


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Stretches that stay, and umlauts that were spelled with an e, with their lengths before."""
    at = 0
    for match in _SPELLED.finditer(text):
        yield text[at : match.start()], match.start() - at
        yield _umlaut(match), 2
        at = match.end()
    yield text[at:], len(text) - at


def fold(text: str) -> str:
    """`Laerm` and `Lärm` as `Lärm`."""
    return _SPELLED.sub(_umlaut, unicodedata.normalize("NFC", text))


def bare(text: str) -> str:
    """The letters of a to z that an analysed text consists of."""
    apart = unicodedata.normalize("NFKD", fold(text).replace("ß", "ss"))
    return apart.encode("ascii", "ignore").decode().lower()


class German:
    """The analyzers; `words` are what compounds are split into, one list after the other."""

    def __init__(self, words: Sequence[Sequence[str]]) -> None:
        splitting = [Filter.split_compound(list(each)) for each in words]
        self.parts = _analyzer(*splitting, *_stemming())
        self.whole = _analyzer(*_stemming())
        self.plain = _analyzer(Filter.ascii_fold())

    def is_new(self, word: str) -> bool:
        """Whether the word says something and the lists do not split it."""
        stems = self.parts.analyze(fold(word))
        return stems == self.whole.analyze(fold(word)) != []

    def stems(self, text: str) -> list[str]:
        """The stems of the parts of all words, quickly."""
        return self.parts.analyze(fold(text))

    def words(self, text: str) -> list[Word]:
        """The words of a text that say something, with their places in it."""
        folded = Folded(text)
        stems = {t.char_offset_from: t.text for t in self.whole.pre_tokenize(folded.text).tokens}
        parts: dict[tuple[int, int], list[str]] = {}
        for token in self.parts.pre_tokenize(folded.text).tokens:
            place = (token.char_offset_from, token.char_offset_to)
            parts.setdefault(place, []).append(token.text)
        return [
            Word(folded.origin(begin), folded.origin(end), stems.get(begin, found[0]), tuple(found))
            for (begin, end), found in parts.items()
        ]


def _analyzer(*filters: Filter) -> TextAnalyzer:
    builder = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase())
    for each in filters:
        builder = builder.filter(each)
    return builder.build()


def _stemming() -> tuple[Filter, Filter, Filter]:
    return Filter.stopword("german"), Filter.stemmer("german"), Filter.ascii_fold()
