"""The plans of one document, kept with it, and the room that all documents' plans have."""

from collections.abc import Callable, Hashable, Iterator
from weakref import WeakKeyDictionary

from gateway.graphql.compiled.plan import Plan

_MOST_PLANS = 4
"""Of one document: its operations, and what their directives include."""

_MOST_FIELDS = 20_000
"""In all plans together, at some 900 bytes each."""

_HOT = 2
"""How often a document was asked for when it is compiled; the first time it may not be kept yet."""


class Plans:
    """What cannot be compiled is remembered as such."""

    def __init__(self) -> None:
        self._asked = 0
        self._plans: dict[Hashable, Plan | None] = {}

    def __iter__(self) -> Iterator[Plan]:
        return filter(None, self._plans.values())

    @property
    def fields(self) -> int:
        return sum(plan.fields for plan in self)

    def hot(self) -> bool:
        """Whether the document, which is asked for now, was asked for before."""
        self._asked += 1
        return self._asked >= _HOT

    def plan(self, key: Hashable, make: Callable[[], Plan | None]) -> Plan | None:
        """The plan of an operation; None where there is none, or no place for one more."""
        if key not in self._plans:
            if len(self._plans) == _MOST_PLANS:
                return None
            self._plans[key] = make()
        plan = self._plans[key]
        if plan and plan.hopeless:
            self._plans[key] = None
        return self._plans[key]

    def clear(self) -> None:
        """As if nobody had asked."""
        self._asked = 0
        self._plans.clear()


class Room:
    """Where it is full, what was asked for longest ago makes place."""

    def __init__(self, most_fields: int = _MOST_FIELDS) -> None:
        self._most_fields = most_fields
        self._taken: WeakKeyDictionary[Plans, None] = WeakKeyDictionary()

    def use(self, plans: Plans) -> None:
        """The plans are asked for now: they are the last in line."""
        self._taken.pop(plans, None)
        self._taken[plans] = None

    def make(self) -> None:
        """Something was added."""
        while sum(plans.fields for plans in self._taken) > self._most_fields:
            first = next(iter(self._taken))
            del self._taken[first]
            first.clear()
