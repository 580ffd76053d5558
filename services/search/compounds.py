"""The words that compounds are made of: a list of our own, and the words of the content."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from services.search.german import German, fold

_LIST = Path(__file__).parent / "words.txt"
_LINKED = re.compile(r"(?:ung|heit|keit|schaft|ion|tät|ling|tum)$")
_BARE = str.maketrans("äöü", "aou")
_NOUN = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{3,29}\b")
MOST_OF_CONTENT = 20_000


@cache
def own_words() -> tuple[str, ...]:
    """Our list as it is written: `arbeit/s` is `Arbeit`, in compounds also `Arbeits`."""
    return tuple(_LIST.read_text(encoding="utf-8").split())


def lists(more: Iterable[str] = ()) -> list[list[str]]:
    """What is tried one after the other, as each list takes the longest piece first.

    First the words as they stand in the middle of a compound, then with the endings that only
    the last has: `Solarenergie` must not begin with `Solare`.
    """
    inner = {form for word in (*own_words(), *more) for form in _inner(word)}
    bases = [word.partition("/")[0] for word in (*own_words(), *more)]
    plurals = {base + end for base in bases for end in ("e", "n", "en", "er", "ern")}
    genitives = {base + end for base in bases for end in ("s", "es")}
    return [_spellings(inner), _spellings(inner | plurals), _spellings(inner | genitives)]


def of_content(texts: Iterable[str], german: German) -> list[str]:
    """The nouns of the texts that are neither split already nor known."""
    nouns = {noun.lower() for noun in chain.from_iterable(map(_NOUN.findall, texts))}
    known = {word for each in lists() for word in each}
    new = {noun for noun in nouns - known if german.is_new(noun)}
    words = known | new
    return sorted(noun for noun in new if not _joined(noun, words))[:MOST_OF_CONTENT]


def _joined(noun: str, words: Collection[str]) -> bool:
    """Whether the noun is two of the words."""
    return any(noun[:at] in words and noun[at:] in words for at in range(3, len(noun) - 2))


def _inner(word: str) -> Iterator[str]:
    base, _, links = word.partition("/")
    yield base
    if _LINKED.search(base):
        yield f"{base}s"
    elif base.endswith("e"):
        yield f"{base}n"
    for link in filter(None, links.split(",")):
        yield base + link


def _spellings(words: Iterable[str]) -> list[str]:
    """Also without dots, and with ss: as people type who have no such keys."""
    folded = {fold(word) for word in words}
    sharp = {word.replace("ß", "ss") for word in folded}
    return sorted(folded | sharp | {word.translate(_BARE) for word in folded | sharp})
