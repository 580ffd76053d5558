"""What the values of the search's facets are called, in German."""

from shared.contracts.city import City
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS
from shared.contracts.languages import language_name
from shared.contracts.licence import TERMS, LicenceCode
from shared.contracts.search import Accessibility, AgeGroup, CostRange, DurationRange, Facet
from shared.contracts.steps import Difficulty

FACETS = {
    Facet.KIND: "Art",
    Facet.FIELD: "Feld",
    Facet.MEASURE: "Maßnahme",
    Facet.LANGUAGE: "Sprache",
    Facet.DURATION: "Dauer",
    Facet.DIFFICULTY: "Schwierigkeit",
    Facet.AGE: "Alter",
    Facet.COST: "Kosten",
    Facet.LICENCE: "Lizenz",
    Facet.ACCESSIBILITY: "Barrierefreiheit",
}
VALUES: dict[str, str] = {
    DurationRange.QUARTER_HOUR: "bis 15 Minuten",
    DurationRange.HOUR: "bis 1 Stunde",
    DurationRange.HALF_DAY: "bis 4 Stunden",
    DurationRange.LONGER: "länger als 4 Stunden",
    Difficulty.EASY: "leicht",
    Difficulty.MEDIUM: "mittel",
    Difficulty.HARD: "anspruchsvoll",
    AgeGroup.CHILDREN: "bis 9 Jahre",
    AgeGroup.EARLY_TEENS: "10 bis 13 Jahre",
    AgeGroup.TEENS: "14 bis 17 Jahre",
    AgeGroup.ADULTS: "Erwachsene",
    CostRange.FREE: "kostenlos",
    CostRange.UP_TO_10: "bis 10 Euro",
    CostRange.UP_TO_50: "bis 50 Euro",
    CostRange.MORE: "mehr als 50 Euro",
    Accessibility.CAPTIONS: "mit Untertiteln",
    Accessibility.SIGN_LANGUAGE: "in Gebärdensprache",
    Accessibility.AUDIO_DESCRIPTION: "mit Audiodeskription",
    Accessibility.PLAIN_GERMAN: "in Leichter Sprache",
}


def value_label(facet: Facet, value: str, city: City) -> str:
    """The name people read; the value itself where nobody has named it."""
    match facet:
        case Facet.KIND:
            return KINDS[ContentKind(value)].labels if value in KINDS else value
        case Facet.FIELD | Facet.MEASURE:
            topics = city.fields if facet is Facet.FIELD else city.measures
            return next((topic.title for topic in topics if topic.slug == value), value)
        case Facet.LANGUAGE:
            return language_name(value)
        case Facet.LICENCE:
            return TERMS[LicenceCode(value)].name if value in set(LicenceCode) else value
        case _:
            return VALUES.get(value, value)
