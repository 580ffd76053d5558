"""What a part says: kept in a file of bounded size, its last lines at hand."""

from collections import deque
from pathlib import Path
from typing import TextIO

MEBIBYTE = 1024 * 1024


class LogFile:
    """Begins a new file at `limit` bytes and keeps the one before as `.1`."""

    def __init__(self, path: Path, limit: int = 5 * MEBIBYTE) -> None:
        self.path = path
        self.last: deque[str] = deque(maxlen=12)
        self._limit = limit
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._open()

    def _open(self) -> TextIO:
        return self.path.open("a", encoding="utf-8", buffering=1)

    def write(self, line: str) -> None:
        """Adds a line; goes to the page cache, so it does not wait for the disk."""
        self.last.append(line)
        if self._file.tell() > self._limit:
            self._file.close()
            self.path.replace(self.path.with_suffix(".log.1"))
            self._file = self._open()
        self._file.write(line + "\n")

    def close(self) -> None:
        self._file.close()
