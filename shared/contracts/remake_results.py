"""What many remakes of one item say together."""

from typing import Annotated

from msgspec import Struct

from shared.contracts.experiment import ResultType
from shared.contracts.words import HIDDEN, Id, doc

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

    lower: Annotated[float, doc("Where it begins, in the field's unit.", 10.0)]
    upper: Annotated[float, doc("Where it ends.", 20.0)]
    count: Annotated[int, doc("How many values lie in it.", 7)]


class Spread(Struct, frozen=True, kw_only=True):
    """How numbers are spread, in the field's unit.

    Quartiles are of type 7 (Hyndman & Fan 1996). Outliers lie more than 1.5 interquartile
    ranges outside the quartiles (Tukey 1977): below `lower_fence` or above `upper_fence`.
    """

    minimum: Annotated[float, doc("The least value.", 4.0)]
    lower_quartile: Annotated[float, doc("A quarter of the values lie below.", 8.5)]
    median: Annotated[float, doc("Half of the values lie below.", 12.5)]
    upper_quartile: Annotated[float, doc("Three quarters of the values lie below.", 16.0)]
    maximum: Annotated[float, doc("The greatest value.", 31.0)]
    lower_fence: Annotated[float, doc("What lies below stands apart.", -2.75)]
    upper_fence: Annotated[float, doc("What lies above stands apart.", 27.25)]
    outliers: Annotated[int, doc("How many values stand apart.", 1)]
    values: Annotated[
        tuple[float, ...],
        doc("Each value in ascending order; empty where there are many.", [4.0, 12.5, 31.0]),
    ] = ()
    classes: Annotated[tuple[ValueClass, ...], doc("The bars of a histogram.")] = ()


class Share(Struct, frozen=True, kw_only=True):
    """How many chose this."""

    label: Annotated[str, doc("What was chosen.", "morgens")]
    count: Annotated[int, doc("How often.", 7)]


class FieldResult(Struct, frozen=True, kw_only=True):
    """All answers to one field of the form as it is now; text is not evaluated."""

    name: Annotated[str, doc("The field's name in the form.", "pm25")]
    label: Annotated[str, doc("What stands beside the field.", "Feinstaub (PM2,5)")]
    type: Annotated[ResultType, doc("What is entered.")]
    unit: Annotated[str, doc("Of a number; else empty.", "µg/m³")] = ""
    count: Annotated[int, doc("How many answered it.", 23)] = 0
    spread: Annotated[Spread | None, doc("Of numbers; null for others, or without any.")] = None
    shares: Annotated[tuple[Share, ...], doc("Of choices, and of yes and no.")] = ()


class RemakeResults(Struct, frozen=True, kw_only=True):
    """The evaluation of an item's approved remakes, the newest `evaluated` of them."""

    item_id: Annotated[Id, HIDDEN]
    evaluated: Annotated[int, doc("How many reports are in it.", 23)]
    examples: Annotated[int, doc("How many of them are made up for show.", 0)] = 0
    fields: Annotated[tuple[FieldResult, ...], doc("One for each field of the form.")] = ()
