"""What may be spent over time: a bucket for each address or key, refilled steadily."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

_MOST_KEYS = 10_000
_LOOKED_AT = 2
"""Old keys, each time one spends: enough that they do not pile up."""


@dataclass(frozen=True, slots=True)
class Level:
    """What is left in a bucket, and the whole seconds until it is full again."""

    left: int
    full_in: int


class Buckets:
    """In memory only. Whoever has spent nothing for long is forgotten, and so is, where there are
    too many, whoever spent longest ago.
    """

    def __init__(self, size: int, refill: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.size = size
        self.refill = refill
        self._clock = clock
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str, cost: int) -> int:
        """Whole seconds until the key can spend `cost`; 0 where it can now."""
        missing = cost - self._left(key)
        return math.ceil(missing / self.refill) if missing > 0 else 0

    def spend(self, key: str, cost: int) -> None:
        """Takes `cost`, or what is left."""
        self._spent[key] = (max(self._left(key) - cost, 0), self._clock())
        self._spent.move_to_end(key)
        self._forget()

    def level(self, key: str) -> Level:
        left = self._left(key)
        return Level(left=math.floor(left), full_in=math.ceil((self.size - left) / self.refill))

    def _forget(self) -> None:
        for key in list(islice(self._spent, _LOOKED_AT)):
            if len(self._spent) > _MOST_KEYS or self._left(key) >= self.size:
                del self._spent[key]

    def _left(self, key: str) -> float:
        left, at = self._spent.get(key, (self.size, 0.0))
        return min(self.size, left + (self._clock() - at) * self.refill)
