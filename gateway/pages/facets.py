"""The search's facets as words in an address, and as variables of the schema."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from urllib.parse import urlencode

from litestar.datastructures import MultiDict

from gateway.interface import _, speaks
from gateway.interface.prefix import to
from shared.contracts.city import City
from shared.contracts.content import ContentKind
from shared.contracts.search import (
    FILTERS,
    Accessibility,
    AgeGroup,
    CostRange,
    DurationRange,
    Facet,
)
from shared.contracts.steps import Difficulty

WORDS = {
    Facet.KIND: "art",
    Facet.FIELD: "feld",
    Facet.MEASURE: "massnahme",
    Facet.LANGUAGE: "sprache",
    Facet.DURATION: "dauer",
    Facet.DIFFICULTY: "schwierigkeit",
    Facet.AGE: "alter",
    Facet.COST: "kosten",
    Facet.ACCESSIBILITY: "zugang",
    Facet.LICENCE: "lizenz",
}
_ENUMS: dict[Facet, type[StrEnum]] = {
    Facet.KIND: ContentKind,
    Facet.DURATION: DurationRange,
    Facet.DIFFICULTY: Difficulty,
    Facet.AGE: AgeGroup,
    Facet.COST: CostRange,
    Facet.ACCESSIBILITY: Accessibility,
}
_MOST_VALUES = 20
Chosen = Mapping[Facet, Sequence[str]]


def chosen(address: MultiDict[str] | Mapping[str, str]) -> dict[Facet, list[str]]:
    """What the address narrows to; a value that the schema does not know narrows nothing."""
    given = address if isinstance(address, MultiDict) else MultiDict(address)
    found = {facet: _known(facet, given.getall(word, [])) for facet, word in WORDS.items()}
    return {facet: values for facet, values in found.items() if values}


def _known(facet: Facet, given: Sequence[str]) -> list[str]:
    enum = _ENUMS.get(facet)
    known = [value for value in given if value and (enum is None or value in set(enum))]
    return list(dict.fromkeys(known))[:_MOST_VALUES]


def variables(selected: Chosen) -> dict[str, list[str]]:
    """The same as the schema's `SearchFilter`, with enums by their names."""
    return {
        FILTERS[facet]: [value.upper() if facet in _ENUMS else value for value in values]
        for facet, values in selected.items()
    }


def address(selected: Chosen, **more: str | None) -> str:
    """A search page's address in the interface's language; words that are empty are left out."""
    pairs = [(name, value) for name, value in more.items() if value]
    pairs += [(WORDS[facet], value) for facet, values in selected.items() for value in values]
    return to(f"/suche?{urlencode(pairs)}" if pairs else "/suche", speaks())


def value_label(name: str, counted: Mapping[str, str], city: City) -> str:
    """What the schema's value of a facet is called in the interface's language."""
    topics = {Facet.FIELD: city.fields, Facet.MEASURE: city.measures}.get(Facet(name), ())
    titles = {topic.slug: topic.title for topic in topics}
    return titles.get(counted["value"]) or _(counted["label"])
