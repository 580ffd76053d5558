"""Charts of results, laid out on the server: positions in the units of an SVG's viewBox."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.pages.chart_scale import WIDTH, Scale, Tick
from gateway.pages.chart_words import shares_in_words, spread_in_words, told_shares
from gateway.pages.formats import number, span

_TOP = 34.0
_DOT = 6.0
_STEP = 2 * _DOT + 1
_LOWEST_PLOT, _HIGHEST_PLOT = 60.0, 170.0
_AXIS_HEIGHT = 30.0
_ROW, _BAR, _BAR_RIGHT = 46.0, 18.0, 300.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One value; an outlier has another shape."""

    x: float
    y: float
    outlier: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with what it says; `striped` tells two apart without colour."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int
    striped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`kind` is dots, histogram or bars; `baseline` is where the axis lies."""

    kind: str
    height: float
    description: str
    baseline: float = 0
    dots: Sequence[Dot] = ()
    bars: Sequence[Bar] = ()
    ticks: Sequence[Tick] = ()
    median_x: float = 0
    median: str = ""
    quartiles: tuple[float, float] = (0, 0)
    width: float = field(default=WIDTH)


def chart_of(result: dict[str, Any]) -> Chart | None:
    """The chart of a field's result as GraphQL gives it; None where there is nothing to draw."""
    if spread := result["spread"]:
        return _numbers(spread, result["count"], result["unit"])
    if result["count"] and result["shares"]:
        return _bars(told_shares(result), result["count"], striped=result["type"] == "YES_NO")
    return None


def _numbers(spread: dict[str, Any], count: int, unit: str) -> Chart:
    scale = Scale(spread["minimum"], spread["maximum"])
    stacks = _stacks(spread, scale)
    tallest = max((len(stack) for stack in stacks.values()), default=0)
    if stacks and tallest * _STEP <= _HIGHEST_PLOT:
        baseline = _TOP + max(_LOWEST_PLOT, tallest * _STEP)
        shape: dict[str, Any] = {"kind": "dots", "dots": _dots(stacks, baseline)}
    else:
        classes = spread["classes"]
        scale = Scale(classes[0]["lower"], classes[-1]["upper"])
        baseline = _TOP + _HIGHEST_PLOT
        shape = {"kind": "histogram", "bars": _histogram(classes, scale, baseline)}
    return Chart(
        height=baseline + _AXIS_HEIGHT,
        baseline=baseline,
        ticks=scale.ticks(),
        median_x=scale.x(spread["median"]),
        median=number(spread["median"]),
        quartiles=(scale.x(spread["lowerQuartile"]), scale.x(spread["upperQuartile"])),
        description=spread_in_words(spread, count, unit),
        **shape,
    )


def _stacks(spread: dict[str, Any], scale: Scale) -> dict[int, list[bool]]:
    """Values that would cover each other, by their column; whether each is an outlier."""
    stacks: dict[int, list[bool]] = {}
    for value in spread["values"]:
        outlier = not spread["lowerFence"] <= value <= spread["upperFence"]
        stacks.setdefault(round(scale.x(value) / _STEP), []).append(outlier)
    return stacks


def _dots(stacks: dict[int, list[bool]], baseline: float) -> list[Dot]:
    return [
        Dot(column * _STEP, baseline - _DOT - 1 - place * _STEP, outlier)
        for column, stack in stacks.items()
        for place, outlier in enumerate(stack)
    ]


def _histogram(classes: Sequence[dict[str, Any]], scale: Scale, baseline: float) -> list[Bar]:
    most = max(each["count"] for each in classes)
    return [
        Bar(
            x=scale.x(each["lower"]) + 1,
            y=baseline - (height := each["count"] / most * (_HIGHEST_PLOT - 16)),
            width=scale.x(each["upper"]) - scale.x(each["lower"]) - 2,
            height=height,
            label=span(each["lower"], each["upper"]),
            count=each["count"],
        )
        for each in classes
    ]


def _bars(shares: Sequence[dict[str, Any]], count: int, *, striped: bool) -> Chart:
    most = max(each["count"] for each in shares)
    bars = [
        Bar(
            x=0,
            y=place * _ROW + 22,
            width=max(each["count"] / most * _BAR_RIGHT, 1),
            height=_BAR,
            label=each["label"],
            count=each["count"],
            striped=striped and place > 0,
        )
        for place, each in enumerate(shares)
    ]
    description = shares_in_words(shares, count)
    return Chart(kind="bars", height=len(bars) * _ROW, bars=bars, description=description)
