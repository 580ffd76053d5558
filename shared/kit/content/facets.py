"""By which facets an item is found; a kind that has no such field is not in the facet."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from shared.contracts.content import Content, ContentKind
from shared.contracts.languages import SIGNED, SIMPLE
from shared.contracts.search import Accessibility, AgeGroup, CostRange, DurationRange, Facet

R = TypeVar("R")

_MINUTES = (
    (15, DurationRange.QUARTER_HOUR),
    (60, DurationRange.HOUR),
    (240, DurationRange.HALF_DAY),
)
_EUROS = ((0, CostRange.FREE), (10, CostRange.UP_TO_10), (50, CostRange.UP_TO_50))
_YEARS = {
    AgeGroup.CHILDREN: (0, 9),
    AgeGroup.EARLY_TEENS: (10, 13),
    AgeGroup.TEENS: (14, 17),
    AgeGroup.ADULTS: (18, 120),
}


def facets_of(item: Content, kind: ContentKind) -> dict[str, tuple[str, ...]]:
    """The item's values of each facet; those without a value are left out."""
    found: Mapping[Facet, Iterable[str]] = {
        Facet.KIND: [kind],
        Facet.FIELD: item.fields,
        Facet.MEASURE: item.measures,
        Facet.LANGUAGE: [item.language],
        Facet.DURATION: _duration(item),
        Facet.DIFFICULTY: _own(item, "difficulty"),
        Facet.AGE: _ages(item),
        Facet.COST: _cost(item),
        Facet.LICENCE: [item.licence],
        Facet.ACCESSIBILITY: _accessibility(item),
    }
    values = {str(facet): tuple(str(each) for each in given) for facet, given in found.items()}
    return {facet: given for facet, given in values.items() if given}


def _own(item: Content, name: str) -> Iterator[Any]:
    """The field of that name, where the kind has it and it says something."""
    if value := getattr(item, name, None):
        yield value


def _range(value: float, steps: Iterable[tuple[float, R]], beyond: R) -> R:
    return next((name for most, name in steps if value <= most), beyond)


def _duration(item: Content) -> Iterator[DurationRange]:
    minutes = [
        *_own(item, "duration_minutes"),
        *(each / 60 for each in _own(item, "duration_seconds")),
    ]
    for each in minutes:
        yield _range(each, _MINUTES, DurationRange.LONGER)


def _cost(item: Content) -> Iterator[CostRange]:
    materials = getattr(item, "materials", None)
    if materials is not None:
        yield _range(sum(each.cost_euro for each in materials), _EUROS, CostRange.MORE)


def _ages(item: Content) -> Iterator[AgeGroup]:
    youngest = max([item.audience.age_from, *_own(item, "minimum_age")])
    oldest = item.audience.age_to or 120
    for group, (age_from, age_to) in _YEARS.items():
        if youngest <= age_to and oldest >= age_from:
            yield group


def _accessibility(item: Content) -> Iterator[Accessibility]:
    if getattr(item, "captions", ()):
        yield Accessibility.CAPTIONS
    tracks = {str(track.kind) for track in getattr(item, "tracks", ()) if track.playback}
    if "sign_language" in tracks or item.language == SIGNED:
        yield Accessibility.SIGN_LANGUAGE
    if "audio_description" in tracks:
        yield Accessibility.AUDIO_DESCRIPTION
    if item.language == SIMPLE:
        yield Accessibility.PLAIN_GERMAN
