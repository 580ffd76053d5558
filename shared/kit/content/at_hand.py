"""Items that lists have shown lately, each as the database has it until its stream says more."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Raw

from shared.kit.content.heads import Head

MOST = 256
"""Items of one kind: about a megabyte."""

MOST_BYTES = 8 * 1024 * 1024
"""Of their JSON, where some are long."""


class Known(NamedTuple):
    """An item as it was read, in the JSON of the bus; None where its document cannot be read."""

    head: Head | None
    item: Raw | None


class AtHand:
    """Whoever looks here must have heard of all that was written before he was asked."""

    def __init__(self, most: int = MOST, most_bytes: int = MOST_BYTES) -> None:
        self.changes = 0
        self._most = most
        self._most_bytes = most_bytes
        self._bytes = 0
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
        for own, known in found.items():
            self._drop(own)
            if known.item is not None:
                self._known[own] = known
                self._bytes += len(known.item)
        while len(self._known) > self._most or self._bytes > self._most_bytes:
            self._drop(next(iter(self._known)))

    def forget(self, item_id: str) -> None:
        """The item has changed."""
        self.changes += 1
        self._drop(item_id)

    def forget_all(self) -> None:
        """Changes may have been missed."""
        self.changes += 1
        self._known.clear()
        self._bytes = 0

    def _drop(self, item_id: str) -> None:
        known = self._known.pop(item_id, None)
        if known and known.item is not None:
            self._bytes -= len(known.item)
