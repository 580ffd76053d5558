"""What items mean: a vector each, from a small multilingual encoder that runs on the processor.

A vector has 512 numbers and length one; nothing is fetched.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from msgspec import Struct

from services.search.encoder import Encoder, Vector
from shared.contracts.search import SearchEntry

MOST_ITEMS = 20_000
"""Known by their meaning: each takes three kilobytes of memory. Words find all the others."""

_LEAST_LIKE = 0.25
"""Cosines below this are chance."""

_CHARACTERS = 400
_NUMBERS = 512


class Near(Struct, frozen=True):
    """An item, and the cosine between its meaning and what was asked."""

    id: str
    likeness: float


class _Stack(Struct, frozen=True):
    """All vectors in one piece, as they were in a generation."""

    generation: int
    ids: tuple[str, ...]
    rows: Vector


class Meanings:
    """Vectors by the ids of their items, of `most` at most. Reading is for all threads.

    `folder` is the encoder's.
    """

    def __init__(self, most: int = MOST_ITEMS, folder: Path | None = None) -> None:
        self._most = most
        self._encoder = Encoder(folder)
        self._vectors: dict[str, Vector] = {}
        self._generation = 0
        self._stack = _Stack(0, (), np.empty((0, _NUMBERS), np.float32))

    def know(self, item_id: str, kept: bytes) -> None:
        """Takes up a vector as it lay in the index."""
        if kept and len(self._vectors) < self._most:
            self._vectors[item_id] = np.frombuffer(kept, np.float16).astype(np.float32)
            self._generation += 1

    def change(self, gone: Iterable[str], entries: Iterable[SearchEntry]) -> None:
        """Forgets what is gone and learns what is new or reads differently now."""
        for item_id in gone:
            self._vectors.pop(item_id, None)
        learned = list(self._with_room(entries))
        texts = [f"{entry.title}. {entry.summary}"[:_CHARACTERS] for entry in learned]
        for entry, vector in zip(learned, self._encoder.vectors(texts), strict=True):
            self._vectors[entry.id] = vector
        self._generation += 1

    def _with_room(self, entries: Iterable[SearchEntry]) -> Iterator[SearchEntry]:
        """Those that are known already, and new ones while there is room."""
        taken = set(self._vectors)
        for entry in entries:
            if entry.id in taken or len(taken) < self._most:
                taken.add(entry.id)
                yield entry

    def kept(self, item_id: str) -> bytes:
        """The vector as it lies in the index; nothing where there is none."""
        vector = self._vectors.get(item_id)
        return b"" if vector is None else vector.astype(np.float16).tobytes()

    def near(self, text: str, most: int) -> list[Near]:
        """The items that mean most nearly what the text says, nearest first."""
        if not self._vectors:
            return []
        return self._nearest(self._encoder.vectors([text[:_CHARACTERS]])[0], most)

    def like(self, item_id: str, most: int) -> list[Near]:
        """The items that mean most nearly what this one does."""
        vector = self._vectors.get(item_id)
        near = [] if vector is None else self._nearest(vector, most + 1)
        return [each for each in near if each.id != item_id][:most]

    def _nearest(self, vector: Vector, most: int) -> list[Near]:
        stack = self._stacked()
        likeness = stack.rows @ vector
        order = np.argsort(-likeness)[:most]
        near = [Near(stack.ids[place], float(likeness[place])) for place in order]
        return [each for each in near if each.likeness >= _LEAST_LIKE]

    def _stacked(self) -> _Stack:
        """Made when somebody asks, not with each change."""
        generation, stack = self._generation, self._stack
        if stack.generation != generation:  # a change meanwhile makes this one old, too
            vectors = dict(self._vectors)
            rows = np.array(list(vectors.values()), np.float32).reshape(len(vectors), _NUMBERS)
            stack = self._stack = _Stack(generation, tuple(vectors), rows)
        return stack
