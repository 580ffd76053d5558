"""What many remakes of one item say together."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.experiment import ResultType
from shared.contracts.words import HIDDEN, Id

MOST_EVALUATED = 1_000
"""So many of the newest approved remakes are evaluated."""

MOST_VALUES = 60
"""Up to so many, each value is told; beyond, how many lie in each class."""


class RemakeCount(Struct, frozen=True, kw_only=True):
    """How often an item was remade, and how often that worked; approved reports only."""

    item_id: Id
    count: int = 0
    worked: int = 0


class ValueClass(Struct, frozen=True, kw_only=True):
    """A bar of a histogram: `lower` <= value < `upper`; the last one includes its upper end."""

    lower: float
    upper: float
    count: int


class Spread(Struct, frozen=True, kw_only=True):
    """How numbers are spread, in the field's unit.

    Quartiles are of type 7 (Hyndman & Fan 1996). Outliers lie more than 1.5 interquartile
    ranges outside the quartiles (Tukey 1977): below `lower_fence` or above `upper_fence`.
    """

    minimum: float
    lower_quartile: float
    median: float
    upper_quartile: float
    maximum: float
    lower_fence: float
    upper_fence: float
    outliers: int
    values: Annotated[
        tuple[float, ...], Meta(description="In ascending order; empty where there are many.")
    ] = ()
    classes: tuple[ValueClass, ...] = ()


class Share(Struct, frozen=True, kw_only=True):
    """How many chose this."""

    label: str
    count: int


class FieldResult(Struct, frozen=True, kw_only=True):
    """All answers to one field of the form as it is now; text is not evaluated."""

    name: str
    label: str
    type: ResultType
    unit: str = ""
    count: int = 0
    spread: Spread | None = None
    shares: tuple[Share, ...] = ()


class RemakeResults(Struct, frozen=True, kw_only=True):
    """The evaluation of an item's approved remakes, the newest `evaluated` of them."""

    item_id: Annotated[Id, HIDDEN]
    evaluated: int
    examples: Annotated[int, Meta(description="How many of them are made up for show.")] = 0
    fields: tuple[FieldResult, ...] = ()
