"""What the search keeps of a public item, and the calls that feed it and ask it."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.captions import SpokenCue
from shared.contracts.words import Choice, Id, Language, Line, Seconds, Summary

MOST_CHARACTERS = 300
MOST_ENTRIES = 3
"""In one reply: an entry with six hours of talk has a megabyte, the largest two and a half."""


MOST_SUGGESTIONS = 20


class Facet(Choice):
    """A property by which results are counted and narrowed."""

    KIND = "kind", "What the item is."
    FIELD = "field", "The innovation field."
    MEASURE = "measure", "The measure of the city."
    LANGUAGE = "language", "The language, BCP 47."
    DURATION = "duration", "How long it takes."
    DIFFICULTY = "difficulty", "How hard it is."
    AGE = "age", "Whom it suits."
    COST = "cost", "What the materials cost."
    LICENCE = "licence", "What reusers may do."
    ACCESSIBILITY = "accessibility", "What lets more people take part."


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


class DurationRange(Choice):
    """How long it takes to watch or to do."""

    QUARTER_HOUR = "quarter_hour", "Up to 15 minutes."
    HOUR = "hour", "Up to an hour."
    HALF_DAY = "half_day", "Up to four hours."
    LONGER = "longer", "More than four hours."


class CostRange(Choice):
    """What all materials cost together."""

    FREE = "free", "Nothing."
    UP_TO_10 = "up_to_10", "Up to 10 euros."
    UP_TO_50 = "up_to_50", "Up to 50 euros."
    MORE = "more", "More than 50 euros."


class AgeGroup(Choice):
    """Whom it suits."""

    CHILDREN = "children", "Up to 9 years."
    EARLY_TEENS = "early_teens", "From 10 to 13 years."
    TEENS = "teens", "From 14 to 17 years."
    ADULTS = "adults", "From 18 years."


class Accessibility(Choice):
    """What lets more people take part."""

    CAPTIONS = "captions", "What is said can be read."
    SIGN_LANGUAGE = "sign_language", "What is said is signed."
    AUDIO_DESCRIPTION = "audio_description", "What is seen is told."
    PLAIN_GERMAN = "plain_german", "It is in plain German (Leichte Sprache)."


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


class Match(Choice):
    """How the results fit."""

    EVERYTHING = "everything", "Nothing was asked: all there is."
    WORDS = "words", "To all words."
    ALIKE = "alike", "To words spelled alike."
    SOME = "some", "To some of the words."
    MEANING = "meaning", "By their meaning."
    NOTHING = "nothing", "The words say nothing that can be sought."


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
RELATE = Call("search.relate", Relate, Relations, reading=True)
