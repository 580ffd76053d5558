"""The evaluation of many answers to one form."""

import math
import statistics
from collections import Counter
from collections.abc import Sequence

from shared.contracts.experiment import ResultField, ResultType
from shared.contracts.remake import Answer
from shared.contracts.remake_results import (
    MOST_VALUES,
    FieldResult,
    Share,
    Spread,
    ValueClass,
)

_MOST_CLASSES = 12
_STEPS = (1, 2, 2.5, 5, 10)
_TUKEY = 1.5


def evaluated(
    form: Sequence[ResultField], reports: Sequence[Sequence[Answer]]
) -> tuple[FieldResult, ...]:
    """A result for each field of the form.

    An answer counts where its field had the same type and unit: metres are no centimetres.
    """
    answers = [answer for report in reports for answer in report]
    return tuple(_result(field, [a for a in answers if _fits(a, field)]) for field in form)


def _fits(answer: Answer, field: ResultField) -> bool:
    return (answer.name, answer.type, answer.unit) == (field.name, field.type, field.unit)


def _result(field: ResultField, answers: Sequence[Answer]) -> FieldResult:
    numbers = sorted(answer.number for answer in answers if answer.number is not None)
    return FieldResult(
        name=field.name,
        label=field.label,
        type=field.type,
        unit=field.unit,
        count=len(answers),
        spread=spread(numbers) if numbers else None,
        shares=_shares(field, answers),
    )


def _shares(field: ResultField, answers: Sequence[Answer]) -> tuple[Share, ...]:
    if field.type is ResultType.YES_NO:
        yes = sum(answer.yes is True for answer in answers)
        return Share(label="Ja", count=yes), Share(label="Nein", count=len(answers) - yes)
    if field.type is not ResultType.CHOICE:
        return ()
    chosen = Counter(answer.text for answer in answers)
    labels = dict.fromkeys((*field.choices, *chosen))  # what is no choice any more comes last
    return tuple(Share(label=label, count=chosen[label]) for label in labels)


def spread(numbers: Sequence[float]) -> Spread:
    """How at least one number, in ascending order, is spread."""
    several = numbers if len(numbers) > 1 else [*numbers, *numbers]
    lower, median, upper = statistics.quantiles(several, n=4, method="inclusive")
    low, high = lower - _TUKEY * (upper - lower), upper + _TUKEY * (upper - lower)
    return Spread(
        minimum=numbers[0],
        lower_quartile=lower,
        median=median,
        upper_quartile=upper,
        maximum=numbers[-1],
        lower_fence=low,
        upper_fence=high,
        outliers=sum(not low <= number <= high for number in numbers),
        values=tuple(numbers) if len(numbers) <= MOST_VALUES else (),
        classes=_classes(numbers),
    )


def _classes(numbers: Sequence[float]) -> tuple[ValueClass, ...]:
    """At most twelve classes of equal width, with round borders."""
    step = _step(numbers[-1] - numbers[0])
    first = math.floor(numbers[0] / step)
    last = max(math.ceil(numbers[-1] / step), first + 1)
    counts = Counter(min(math.floor(number / step), last - 1) for number in numbers)
    return tuple(
        ValueClass(lower=place * step, upper=(place + 1) * step, count=counts[place])
        for place in range(first, last)
    )


def _step(width: float) -> float:
    """The smallest round step of which the width, with a rest at each end, needs few enough."""
    if width == 0:
        return 1.0
    least = width / (_MOST_CLASSES - 2)
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in _STEPS if step * power >= least), 10 * power)
