"""Items that lists have shown lately, each as the database has it until its stream says more."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Raw

from shared.kit.content.heads import Head

MOST = 256
"""Items of one kind: some megabytes."""


class Known(NamedTuple):
    """An item as it was read, in the JSON of the bus; None where its document cannot be read."""

    head: Head | None
    item: Raw | None


class AtHand:
    """Whoever looks here must have heard of all that was written before he was asked."""

    def __init__(self, most: int = MOST) -> None:
        self.changes = 0
        self._most = most
        self._known: OrderedDict[str, Known] = OrderedDict()

    def find(self, ids: Iterable[str]) -> dict[str, Known]:
        """Those of the items that are at hand."""
        found = {own: self._known[own] for own in ids if own in self._known}
        for own in found:
            self._known.move_to_end(own)
        return found

    def keep(self, found: Mapping[str, Known], changes: int) -> None:
        """What was read since there had been so many `changes`: one that came in the meantime may
        be of what was read before it.
        """
        if changes != self.changes:
            return
        self._known |= {own: known for own, known in found.items() if known.item}
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def forget(self, item_id: str) -> None:
        """The item has changed."""
        self.changes += 1
        self._known.pop(item_id, None)

    def forget_all(self) -> None:
        """Changes may have been missed."""
        self.changes += 1
        self._known.clear()
