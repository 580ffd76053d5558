"""Charts are laid out within their frame, and nothing covers anything."""

import itertools
import random
from typing import Any

import msgspec
import pytest

from gateway.pages.chart_scale import WIDTH
from gateway.pages.charts import Chart, chart_of
from services.remakes.results import spread


def number_result(numbers: list[float]) -> dict[str, Any]:
    """A field's result as GraphQL names it."""
    found: dict[str, Any] = msgspec.to_builtins(spread(sorted(numbers)))
    camel = {
        "".join(
            part if place == 0 else part.capitalize() for place, part in enumerate(name.split("_"))
        ): value
        for name, value in found.items()
    }
    return {"type": "NUMBER", "unit": "m", "count": len(numbers), "spread": camel, "shares": []}


def drawn(numbers: list[float]) -> Chart:
    chart = chart_of(number_result(numbers))
    assert chart is not None
    return chart


@pytest.mark.parametrize("seed", range(15))
def test_dots_stay_apart_and_within_the_frame(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - no secret
    chart = drawn([dice.gauss(100, 30) for _ in range(dice.randint(1, 40))])
    if chart.kind != "dots":
        pytest.fail("so few values are shown one by one")
    for dot in chart.dots:
        assert 6 <= dot.x <= WIDTH - 6
        assert 30 < dot.y < chart.baseline
    for one, other in itertools.combinations(chart.dots, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= 12**2


def test_outliers_have_another_shape() -> None:
    chart = drawn([1, 2, 3, 4, 5, 100])
    assert [dot.outlier for dot in sorted(chart.dots, key=lambda dot: dot.x)] == [
        *[False] * 5,
        True,
    ]
    assert "1 Ausreißer" in chart.description


@pytest.mark.parametrize("numbers", [[float(n % 50) for n in range(500)], [3.0] * 40])
def test_many_values_make_a_histogram(numbers: list[float]) -> None:
    chart = drawn(numbers)
    assert chart.kind == "histogram"
    assert sum(bar.count for bar in chart.bars) == len(numbers)
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.width > 0
        assert bar.y + bar.height == pytest.approx(chart.baseline)
    for left, right in itertools.pairwise(chart.bars):
        assert left.x + left.width <= right.x


@pytest.mark.parametrize("numbers", [[5.0], [0.0, 0.0], [1e-9, 2e-9], [-1e9, 1e9], [0.1, 0.3]])
def test_ticks_are_few_round_and_around_all_values(numbers: list[float]) -> None:
    chart = drawn(numbers)
    assert 2 <= len(chart.ticks) <= 7
    assert chart.ticks[0].x == pytest.approx(16)
    assert chart.ticks[-1].x == pytest.approx(WIDTH - 16)
    assert chart.ticks[0].x <= chart.median_x <= chart.ticks[-1].x


def test_one_value_is_told_as_one() -> None:
    assert drawn([5]).description == "Eine Angabe: 5 m."


def test_words_say_what_the_drawing_shows() -> None:
    assert drawn([1, 2, 3, 4, 5]).description == (
        "5 Angaben von 1 bis 5 m. Die Hälfte liegt zwischen 2 und 4, der Median ist 3."
    )


def shares(kind: str, **counts: int) -> dict[str, Any]:
    each = [{"label": label, "count": count} for label, count in counts.items()]
    total = sum(counts.values())
    return {"type": kind, "unit": "", "count": total, "spread": None, "shares": each}


def test_yes_and_no_differ_without_colour() -> None:
    chart = chart_of(shares("YES_NO", Ja=5, Nein=4))
    assert chart is not None
    assert [bar.striped for bar in chart.bars] == [False, True]
    assert chart.description == "9 Angaben: Ja 5, Nein 4."


def test_bars_are_as_long_as_they_count() -> None:
    chart = chart_of(shares("CHOICE", Hof=2, Wald=4, Meer=0))
    assert chart is not None
    widths = [bar.width for bar in chart.bars]
    assert widths[1] == 2 * widths[0]
    assert widths[2] == 1
    assert not any(bar.striped for bar in chart.bars)


def test_nothing_is_drawn_of_nothing() -> None:
    assert chart_of(shares("CHOICE", Hof=0)) is None
    assert chart_of({**shares("TEXT"), "count": 3}) is None
