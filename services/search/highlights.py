"""What fits, marked in the text: escaped HTML with `<mark>` and nothing else."""

import html
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from services.search.german import German, Word, bare

_EXCERPT = 220
_BEFORE = 70
_LOOSE = 4
_MOST_PASSAGES = 200
"""Looked through for a place that fits; what comes later is found, but not quoted."""


class Marker:
    """Marks the words of a question; `loosely` also those that begin like them."""

    def __init__(self, german: German, words: Sequence[Word], *, loosely: bool) -> None:
        self._german = german
        self._stems = {stem for word in words for stem in (word.stem, *word.parts)}
        self._beginnings = tuple(
            stem[: max(_LOOSE, len(stem) - 2)] for stem in self._stems if len(stem) >= _LOOSE
        ) if loosely else ()  # fmt: skip

        needles = {stem[:_LOOSE] for stem in self._stems}
        self._needles = needles if all(needle.isascii() for needle in needles) else set()

    def marked(self, text: str) -> str:
        """The whole text."""
        composed = unicodedata.normalize("NFC", text)
        return "".join(_html(composed, self._places(composed), 0, len(composed)))

    def excerpt(self, passages: Iterable[str]) -> str:
        """A stretch of the first passage that fits; of the first of all, where none does."""
        texts = [text for text, _ in zip(passages, range(_MOST_PASSAGES), strict=False) if text]
        text = next((text for text in texts if self._fits(text)), texts[0] if texts else "")
        composed = unicodedata.normalize("NFC", text)
        places = self._places(composed)
        begin, end = _window(composed, places[0][0] if places else 0)
        parts = "".join(_html(composed, places, begin, end))
        return f"{'… ' * (begin > 0)}{parts}{' …' * (end < len(composed))}"

    def _fits(self, text: str) -> bool:
        """Most passages have not even the first letters: they need not be analysed."""
        letters = bare(text)
        if self._needles and not any(needle in letters for needle in self._needles):
            return False
        return not self._stems or any(map(self._is_asked, self._german.stems(text)))

    def _places(self, text: str) -> list[tuple[int, int]]:
        if not self._stems:
            return []
        return [
            (word.begin, word.end)
            for word in self._german.words(text)
            if any(self._is_asked(stem) for stem in (word.stem, *word.parts))
        ]

    def _is_asked(self, stem: str) -> bool:
        return stem in self._stems or (bool(self._beginnings) and stem.startswith(self._beginnings))


def _window(text: str, first: int) -> tuple[int, int]:
    """A stretch around the place, from the beginning of a word to the end of one."""
    begin = 0 if first < _BEFORE * 2 else text.find(" ", first - _BEFORE) + 1
    if len(text) - begin <= _EXCERPT:
        return begin, len(text)
    end = text.rfind(" ", begin, begin + _EXCERPT)
    return begin, end if end > first else begin + _EXCERPT


def _html(text: str, places: Sequence[tuple[int, int]], begin: int, end: int) -> Iterator[str]:
    at = begin
    for start, stop in places:
        if begin <= start and stop <= end:
            yield html.escape(text[at:start])
            yield f"<mark>{html.escape(text[start:stop])}</mark>"
            at = stop
    yield html.escape(text[at:end])
