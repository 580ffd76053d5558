"""Breaks a stretch of speech into cues and lines: of all ways, the one with the least cost.

Dynamic programming over the words, as in Knuth and Plass, "Breaking Paragraphs into Lines"
(1981); the costs are in `rules` and `ties`.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from services.transcoder.speech import rules
from services.transcoder.speech.names import inside_names
from services.transcoder.speech.recogniser import Word
from services.transcoder.speech.ties import (
    NAME,
    ends_clause,
    ends_sentence,
    starts_clause,
    starts_phrase,
    tie,
)


class Stretch:
    """Words without a long silence between them; `following` is when the next stretch begins.

    A cue is a half-open range of words.
    """

    def __init__(self, words: Sequence[Word], following: float) -> None:
        self.words = words
        self._following = following
        self._letters = [0, *accumulate(len(word.text) + 1 for word in words)]
        pairs = list(pairwise(words))
        self._breaks = [0.0, *_break_costs([word.text for word in words]), 0.0]
        self._inside = [0.0, *accumulate((_inside_cost(a, b) for a, b in pairs), initial=0.0)]

    def cheapest(self) -> list[tuple[int, int]]:
        """The cues that cost least together."""
        least = [(0.0, 0)]
        for end in range(1, len(self.words) + 1):
            costs = ((least[at][0] + self._cost(at, end), at) for at in self._begins(end))
            least.append(min(costs))
        return list(_traced(least))[::-1]

    def length(self, begin: int, end: int) -> int:
        """Characters of the words with a space between each."""
        return self._letters[end] - self._letters[begin] - 1

    def starts_at(self, at: int) -> float:
        """When the word begins, or what follows the last one."""
        return self.words[at].start if at < len(self.words) else self._following

    def lines(self, begin: int, end: int) -> tuple[str, ...]:
        """The words of a cue, laid out."""
        split = self._layout(begin, end)[1]
        parts = [(begin, split), (split, end)] if split else [(begin, end)]
        return tuple(" ".join(word.text for word in self.words[a:b]) for a, b in parts)

    def _begins(self, end: int) -> Iterator[int]:
        """Where a cue may begin that ends here; at least one place."""
        yield end - 1
        for begin in range(end - 2, -1, -1):
            seconds = self.words[end - 1].end - self.words[begin].start
            if self.length(begin, end) > rules.LINE_LENGTH * rules.LINES + 1:
                return
            if seconds > rules.MOST_SECONDS:
                return
            yield begin

    def _cost(self, begin: int, end: int) -> float:
        inside = self._inside[end] - self._inside[begin + 1]
        shape = rules.CUE + self._layout(begin, end)[0] + self._breaks[end]
        return shape + inside + self._scrap_cost(begin, end) + self._time_cost(begin, end)

    def _scrap_cost(self, begin: int, end: int) -> float:
        """What it costs that a few words are torn from their sentence."""
        missing = max(rules.SCRAP_LENGTH - self.length(begin, end), 0)
        begins = begin == 0 or ends_sentence(self.words[begin - 1].text)
        whole = begins and ends_sentence(self.words[end - 1].text)
        return 0.0 if whole else rules.SCRAP * missing

    def _time_cost(self, begin: int, end: int) -> float:
        """What it costs that the cue must go before it can be read."""
        room = self.starts_at(end) - rules.GAP_SECONDS - self.words[begin].start
        room = max(min(room, rules.MOST_SECONDS), 0.1)
        too_fast = max(self.length(begin, end) / room - rules.MOST_SPEED, 0.0)
        too_short = max(rules.LEAST_SECONDS - room, 0.0)
        return rules.TOO_SHORT * too_short + rules.TOO_FAST * too_fast

    def _layout(self, begin: int, end: int) -> tuple[float, int]:
        """The least cost of laying a cue out, and the word that begins its second line, or 0."""
        if self.length(begin, end) <= rules.LINE_LENGTH or end - begin == 1:
            return 0.0, 0
        return min((self._split_cost(begin, at, end), at) for at in range(begin + 1, end))

    def _split_cost(self, begin: int, at: int, end: int) -> float:
        upper, lower = self.length(begin, at), self.length(at, end)
        if max(upper, lower) > rules.LINE_LENGTH:
            return rules.NEVER
        imbalance = rules.IMBALANCE * abs(upper - lower)
        return rules.SECOND_LINE + rules.LINE_SHARE * self._breaks[at] + imbalance


def _break_costs(words: Sequence[str]) -> Iterator[float]:
    for (left, right), named in zip(pairwise(words), inside_names(words), strict=True):
        yield break_cost(left, right) + NAME * named


def break_cost(left: str, right: str) -> float:
    """What a break between two words costs, between cues or between lines."""
    if ends_sentence(left):
        return rules.BREAK_AFTER_SENTENCE
    if ends_clause(left):
        return rules.BREAK_AFTER_CLAUSE
    if starts_clause(right):
        return rules.BREAK_BEFORE_CONJUNCTION + tie(left, right)
    base = rules.BREAK_BEFORE_PHRASE if starts_phrase(right) else rules.BREAK_ANYWHERE
    return base + tie(left, right)


def _inside_cost(left: Word, right: Word) -> float:
    """What it costs that a cue goes on over the end of a sentence or a pause."""
    sentence = rules.SENTENCE_INSIDE if ends_sentence(left.text) else 0.0
    pauses = right.start - left.end > rules.SHORT_PAUSE_SECONDS
    return sentence + (rules.PAUSE_INSIDE if pauses else 0.0)


def _traced(least: Sequence[tuple[float, int]]) -> Iterator[tuple[int, int]]:
    """From the last cue to the first."""
    end = len(least) - 1
    while end > 0:
        yield least[end][1], end
        end = least[end][1]
