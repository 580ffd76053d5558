"""What the search keeps of a public item, and the calls that feed it and ask it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.captions import SpokenCue
from shared.contracts.words import Id, Language, Line, Seconds, Summary

MOST_CHARACTERS = 300
MOST_ENTRIES = 10
"""In one reply: an entry with three hours of talk has half a megabyte."""


MOST_SUGGESTIONS = 20


class Facet(StrEnum):
    """A property by which results are counted and narrowed."""

    KIND = "kind"
    FIELD = "field"
    MEASURE = "measure"
    LANGUAGE = "language"
    DURATION = "duration"
    DIFFICULTY = "difficulty"
    AGE = "age"
    COST = "cost"
    LICENCE = "licence"
    ACCESSIBILITY = "accessibility"


FILTERS = {
    Facet.KIND: "kinds",
    Facet.FIELD: "fields",
    Facet.MEASURE: "measures",
    Facet.LANGUAGE: "languages",
    Facet.DURATION: "durations",
    Facet.DIFFICULTY: "difficulties",
    Facet.AGE: "ages",
    Facet.COST: "costs",
    Facet.LICENCE: "licences",
    Facet.ACCESSIBILITY: "accessibility",
}
"""The lists of a filter that narrows by the facets."""


class DurationRange(StrEnum):
    """How long it takes to watch or to do: up to 15 minutes, an hour, four hours, longer."""

    QUARTER_HOUR = "quarter_hour"
    HOUR = "hour"
    HALF_DAY = "half_day"
    LONGER = "longer"


class CostRange(StrEnum):
    """What all materials cost together: nothing, up to 10 euros, up to 50, more."""

    FREE = "free"
    UP_TO_10 = "up_to_10"
    UP_TO_50 = "up_to_50"
    MORE = "more"


class AgeGroup(StrEnum):
    """Whom it suits: up to 9 years, 10 to 13, 14 to 17, adults."""

    CHILDREN = "children"
    EARLY_TEENS = "early_teens"
    TEENS = "teens"
    ADULTS = "adults"


class Accessibility(StrEnum):
    """What lets more people take part."""

    CAPTIONS = "captions"
    SIGN_LANGUAGE = "sign_language"
    AUDIO_DESCRIPTION = "audio_description"
    PLAIN_GERMAN = "plain_german"


class SearchEntry(Struct, frozen=True, kw_only=True):
    """A public item as the search knows it, whatever its kind: plain text and facets.

    `path` is the item's page; `passages` are its text in pieces, in their order.
    """

    id: Id
    kind: str
    path: str
    language: Language
    title: str
    summary: str = ""
    tags: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = {}
    cues: tuple[SpokenCue, ...] = ()
    published_at: datetime


class EntriesOf(Struct, frozen=True, kw_only=True):
    """Asks a kind's service for what the public may find of its items."""

    ids: Annotated[tuple[Id, ...], Meta(max_length=MOST_ENTRIES)]


class Entries(Struct, frozen=True, kw_only=True):
    """Those of the items that are public now."""

    entries: tuple[SearchEntry, ...]


def entries_call(kind: str) -> Call[EntriesOf, Entries]:
    """The call by which a kind feeds the search; an event's kind is all one needs to know."""
    return Call(f"entries.{kind}", EntriesOf, Entries, patience=5.0)


Chosen = Annotated[tuple[Annotated[str, Meta(max_length=200)], ...], Meta(max_length=20)]
Position = Annotated[str, Meta(pattern=r"^[0-9]{1,4}\Z", description="A place in the ranking.")]


class Find(Struct, frozen=True, kw_only=True):
    """Asks for public items; without words for all of them, newest first.

    `chosen` narrows: one of the values of each facet named must fit.
    """

    query: Annotated[str, Meta(max_length=MOST_CHARACTERS)] = ""
    first: Annotated[int, Meta(ge=1, le=50)] = 20
    after: Position | None = None
    chosen: dict[Facet, Chosen] = {}


class Match(StrEnum):
    """How the results fit: to all words, to words spelled alike, to some words, by meaning.

    `everything` is the answer to no words, `nothing` to words that say nothing.
    """

    EVERYTHING = "everything"
    WORDS = "words"
    ALIKE = "alike"
    SOME = "some"
    MEANING = "meaning"
    NOTHING = "nothing"


class Moment(Struct, frozen=True, kw_only=True):
    """A place in a video where the words are said; what fits is in `<mark>`, the rest escaped."""

    start_seconds: Seconds
    html: str


class Hit(Struct, frozen=True, kw_only=True):
    """A result. The fields in HTML are escaped text with `<mark>` around what fits."""

    id: Id
    kind: str
    path: str
    language: Language
    title: Line
    summary: Summary
    title_html: str
    excerpt_html: str
    moments: tuple[Moment, ...] = ()


class Results(Struct, frozen=True, kw_only=True):
    """A stretch of the ranking; `cursors` has one place for each hit."""

    match: Match
    total: int
    hits: tuple[Hit, ...] = ()
    cursors: tuple[str, ...] = ()
    has_next: bool = False


class FacetValue(Struct, frozen=True, kw_only=True):
    """A value and how many results have it."""

    value: str
    count: int


class FacetCounts(Struct, frozen=True, kw_only=True):
    """The values of a facet, most frequent first, as if nothing of it were chosen."""

    facet: Facet
    values: tuple[FacetValue, ...]


class Counted(Struct, frozen=True, kw_only=True):
    facets: tuple[FacetCounts, ...]


class Suggest(Struct, frozen=True, kw_only=True):
    """Asks how words that somebody has begun to write might go on."""

    beginning: Annotated[str, Meta(max_length=MOST_CHARACTERS)]
    first: Annotated[int, Meta(ge=1, le=MOST_SUGGESTIONS)] = 8


class Suggestions(Struct, frozen=True, kw_only=True):
    texts: tuple[str, ...]


class Relate(Struct, frozen=True, kw_only=True):
    """Asks for the items whose meaning is most like that of this one."""

    id: Id
    first: Annotated[int, Meta(ge=1, le=20)] = 3


class Related(Struct, frozen=True, kw_only=True):
    """An item, the more alike the earlier."""

    id: Id
    kind: str


class Relations(Struct, frozen=True, kw_only=True):
    items: tuple[Related, ...]


FIND = Call("search.find", Find, Results, patience=5.0)
COUNT = Call("search.count", Find, Counted, patience=5.0)
SUGGEST = Call("search.suggest", Suggest, Suggestions)
RELATE = Call("search.relate", Relate, Relations)
