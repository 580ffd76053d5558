"""What a speech recogniser is to the hub."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:  # only the recognising process needs it; the worker may be without
    import numpy as np
    from numpy.typing import NDArray

SAMPLE_RATE = 16_000
SAMPLE_BYTES = 2
"""In files: little-endian integers."""

Samples: TypeAlias = "NDArray[np.float32]"
"""Mono sound at `SAMPLE_RATE`, from -1 to 1."""


class Word(Struct, frozen=True):
    """A word with its punctuation, and when it is spoken, in seconds."""

    text: str
    start: float
    end: float


class Recogniser(Protocol):
    """Something that understands speech."""

    def listen(self, samples: Samples, language: str) -> Iterator[Word]:
        """The words in order, as they are understood. `language` is ISO 639-1, such as `de`."""
