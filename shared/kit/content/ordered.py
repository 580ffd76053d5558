"""Items in their order, found by their marks: what lists are read from.

Neighbours lie in segments. In a segment each mark is a number whose nth bit says whether the nth
item has it: marks are combined by `and`, and what fits is counted by its bits.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from shared.kit.content.heads import Head, id_of

SEGMENT = 1024
"""Items in a segment at most."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a list: its items' places in the order, newest first, of `total` that fit."""

    orders: tuple[str, ...]
    total: int
    more: bool


class Segment:
    """Neighbours in the order, oldest first."""

    __slots__ = ("_marked", "orders")

    def __init__(self, orders: list[str], marked: dict[str, int]) -> None:
        self.orders = orders
        self._marked = marked

    def put(self, head: Head) -> None:
        place = bisect_left(self.orders, head.order)
        if place == len(self.orders) or self.orders[place] != head.order:
            self._make_room(place)
            self.orders.insert(place, head.order)
        else:
            self._unmark(place)
        for mark in head.marks:
            self._marked[mark] = self._marked.get(mark, 0) | 1 << place

    def take_out(self, order: str) -> None:
        place = bisect_left(self.orders, order)
        self._unmark(place)
        del self.orders[place]
        for mark, bits in self._marked.items():
            self._marked[mark] = _below(bits, place) | bits >> place + 1 << place

    def split(self) -> "Segment":
        """The upper half, which leaves this one."""
        half = len(self.orders) // 2
        upper = {mark: bits >> half for mark, bits in self._marked.items() if bits >> half}
        lower = {mark: _below(bits, half) for mark, bits in self._marked.items()}
        made = Segment(self.orders[half:], upper)
        self.orders = self.orders[:half]
        self._marked = {mark: bits for mark, bits in lower.items() if bits}
        return made

    def fitting(self, marks: frozenset[str]) -> int:
        """The bits of the items that have all the marks."""
        bits = -1
        for mark in marks:
            bits &= self._marked.get(mark, 0)
        return _below(bits, len(self.orders))

    def before(self, after: str | None, marks: frozenset[str]) -> Iterator[str]:
        """What fits and is older than `after`, newest first."""
        end = len(self.orders) if after is None else bisect_left(self.orders, after)
        bits = _below(self.fitting(marks), end)
        while bits:
            place = bits.bit_length() - 1
            yield self.orders[place]
            bits ^= 1 << place

    def _make_room(self, place: int) -> None:
        if place < len(self.orders):
            for mark, bits in self._marked.items():
                self._marked[mark] = _below(bits, place) | bits >> place << place + 1

    def _unmark(self, place: int) -> None:
        bit = 1 << place
        for mark in [mark for mark, bits in self._marked.items() if bits & bit]:
            self._marked[mark] ^= bit
            if not self._marked[mark]:
                del self._marked[mark]


class Ordered:
    """All items of a kind."""

    def __init__(self) -> None:
        self._segments: list[Segment] = []
        self._orders: dict[str, str] = {}

    def put(self, head: Head) -> None:
        """Takes in an item, or what has become of it."""
        item_id = id_of(head.order)
        if self._orders.get(item_id, head.order) != head.order:
            self.take_out(item_id)
        self._orders[item_id] = head.order
        if not self._segments:
            self._segments.append(Segment([head.order], {}))
        place = self._place(head.order)
        segment = self._segments[place]
        segment.put(head)
        if len(segment.orders) > SEGMENT:
            self._segments.insert(place + 1, segment.split())

    def take_out(self, item_id: str) -> None:
        """The item is in no list any more; nothing where it never was."""
        order = self._orders.pop(item_id, None)
        if order is None:
            return
        place = self._place(order)
        self._segments[place].take_out(order)
        if not self._segments[place].orders:
            del self._segments[place]

    def stretch(self, marks: frozenset[str], first: int, after: str | None) -> Stretch:
        """The `first` newest items older than `after` that have all the marks."""
        found: list[str] = []
        for order in self._older(marks, after):
            if len(found) == first:
                return Stretch(tuple(found), self.count(marks), more=True)
            found.append(order)
        return Stretch(tuple(found), self.count(marks), more=False)

    def count(self, marks: frozenset[str]) -> int:
        return sum(segment.fitting(marks).bit_count() for segment in self._segments)

    def _older(self, marks: frozenset[str], after: str | None) -> Iterator[str]:
        newest = len(self._segments) if after is None else self._place(after) + 1
        for segment in reversed(self._segments[:newest]):
            yield from segment.before(after, marks)

    def _place(self, order: str) -> int:
        """The segment that has the order, or is to have it."""
        after = bisect_right(self._segments, order, key=lambda segment: segment.orders[0])
        return max(after - 1, 0)


def _below(bits: int, place: int) -> int:
    return bits & (1 << place) - 1
