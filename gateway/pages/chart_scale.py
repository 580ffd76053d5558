"""The horizontal axis of a chart: from values to places, with round ticks."""

import math
from dataclasses import dataclass

from gateway.pages.formats import number

WIDTH = 360.0
LEFT, RIGHT = 16.0, WIDTH - 16.0
_PARTS = 4
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


class Scale:
    """From values to the horizontal axis, whose ends are round."""

    def __init__(self, lowest: float, highest: float) -> None:
        self._step = _round_step(lowest, highest)
        self.low = math.floor(lowest / self._step) * self._step
        self.high = math.ceil(highest / self._step) * self._step
        if self.low == self.high:
            self.low, self.high = self.low - self._step, self.high + self._step

    def x(self, value: float) -> float:
        return LEFT + (value - self.low) / (self.high - self.low) * (RIGHT - LEFT)

    def ticks(self) -> list[Tick]:
        several = round((self.high - self.low) / self._step)
        values = [self.low + place * self._step for place in range(several + 1)]
        return [Tick(self.x(value), number(value)) for value in values]


def _round_step(lowest: float, highest: float) -> float:
    least = (highest - lowest) / _PARTS
    if least <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next((step * power for step in _STEPS if step * power >= least), 10 * power)
