"""What many answers say together."""

import random

import numpy as np
import pytest
from msgspec.structs import replace

from services.remakes.results import evaluated, spread
from shared.contracts.experiment import ResultField, ResultType
from shared.contracts.remake import Answer
from shared.contracts.remake_results import MOST_VALUES

LENGTH = ResultField(name="weite", label="Weite", unit="m")
PLACE = ResultField(name="lage", label="Lage", type=ResultType.CHOICE, choices=("Hof", "Straße"))
STOVE = ResultField(name="ofen", label="Ofen?", type=ResultType.YES_NO)
WORD = ResultField(name="wort", label="Wort", type=ResultType.TEXT)


def answer(field: ResultField, **entered: object) -> Answer:
    empty = Answer(name=field.name, label=field.label, type=field.type, unit=field.unit)
    return replace(empty, **entered)


def test_quartiles_are_those_of_numpy() -> None:
    numbers = sorted(random.Random(7).uniform(-5, 50) for _ in range(41))  # noqa: S311 - no secret
    found = spread(numbers)
    quartiles = np.quantile(numbers, [0.25, 0.5, 0.75])
    assert (found.lower_quartile, found.median, found.upper_quartile) == pytest.approx(
        tuple(quartiles)
    )
    assert (found.minimum, found.maximum) == (numbers[0], numbers[-1])


def test_outliers_lie_beyond_the_fences() -> None:
    found = spread([1, 2, 3, 4, 5, 100])
    assert found.outliers == 1
    assert found.upper_fence < 100
    assert found.lower_fence < 1


@pytest.mark.parametrize("numbers", [[7.0], [7.0, 7.0, 7.0]])
def test_equal_values_have_no_spread(numbers: list[float]) -> None:
    found = spread(numbers)
    assert found.lower_quartile == found.median == found.upper_quartile == 7
    assert found.outliers == 0
    assert sum(each.count for each in found.classes) == len(numbers)


@pytest.mark.parametrize("seed", range(20))
def test_classes_hold_every_value_once(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    width = 10 ** dice.uniform(-6, 9)
    numbers = sorted(dice.gauss(0, width) for _ in range(dice.randint(1, 300)))
    found = spread(numbers)
    assert sum(each.count for each in found.classes) == len(numbers)
    assert len(found.classes) <= 12
    assert found.classes[0].lower <= numbers[0]
    assert found.classes[-1].upper >= numbers[-1] or numbers[-1] == pytest.approx(
        found.classes[-1].upper
    )
    bounds = [each.upper for each in found.classes[:-1]]
    assert bounds == pytest.approx([each.lower for each in found.classes[1:]])


def test_many_values_are_told_in_classes_alone() -> None:
    assert len(spread([float(n) for n in range(MOST_VALUES)]).values) == MOST_VALUES
    assert spread([float(n) for n in range(MOST_VALUES + 1)]).values == ()


def test_choices_come_in_the_forms_order_and_old_ones_last() -> None:
    reports = [[answer(PLACE, text=text)] for text in ("Straße", "Wald", "Straße", "Hof")]
    (result,) = evaluated([PLACE], reports)
    assert [(share.label, share.count) for share in result.shares] == [
        ("Hof", 1),
        ("Straße", 2),
        ("Wald", 1),
    ]
    assert result.count == 4


def test_yes_and_no_are_counted() -> None:
    reports = [[answer(STOVE, yes=yes)] for yes in (True, False, True)]
    (result,) = evaluated([STOVE], reports)
    assert [(share.label, share.count) for share in result.shares] == [("Ja", 2), ("Nein", 1)]


def test_answers_in_another_unit_are_not_mixed_in() -> None:
    old = Answer(name="weite", label="Weite", type=ResultType.NUMBER, unit="cm", number=250)
    (result,) = evaluated([LENGTH], [[old], [answer(LENGTH, number=2.5)]])
    assert result.count == 1
    assert result.spread is not None
    assert result.spread.maximum == 2.5


def test_text_is_counted_but_not_evaluated() -> None:
    (result,) = evaluated([WORD], [[answer(WORD, text="hm")]])
    assert (result.count, result.spread, result.shares) == (1, None, ())
