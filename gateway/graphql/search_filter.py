"""What narrows a search."""

import strawberry

from gateway.graphql.resolved import example
from gateway.graphql.scalars import enum_type
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

for _enum in (Accessibility, AgeGroup, ContentKind, CostRange, Difficulty, DurationRange):
    enum_type(_enum)


@strawberry.input(description="What narrows a search: one of the values of each list must fit.")
class SearchFilter:
    kinds: list[ContentKind] | None = strawberry.field(
        default=None, description="What the item is."
    )
    fields: list[str] | None = strawberry.field(
        default=None, description="Slugs of innovation fields.", metadata=example(["umwelt"])
    )
    measures: list[str] | None = strawberry.field(
        default=None, description="Slugs of measures.", metadata=example(["innovationslab"])
    )
    languages: list[str] | None = strawberry.field(
        default=None, description="BCP 47.", metadata=example(["de-simple"])
    )
    durations: list[DurationRange] | None = strawberry.field(
        default=None, description="How long it takes."
    )
    difficulties: list[Difficulty] | None = strawberry.field(
        default=None, description="How hard it is."
    )
    ages: list[AgeGroup] | None = strawberry.field(default=None, description="Whom it suits.")
    costs: list[CostRange] | None = strawberry.field(
        default=None, description="What the materials cost."
    )
    licences: list[str] | None = strawberry.field(
        default=None, description="Codes as in `Licence.code`.", metadata=example(["CC-BY-4.0"])
    )
    accessibility: list[Accessibility] | None = strawberry.field(
        default=None, description="What lets more people take part."
    )


def chosen(given: SearchFilter) -> dict[Facet, tuple[str, ...]]:
    """As the service for the search takes it."""
    lists = {facet: getattr(given, name) for facet, name in FILTERS.items()}
    return {facet: tuple(map(str, values)) for facet, values in lists.items() if values}
