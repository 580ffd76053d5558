"""How many large forms are read at once, and for how long: each may lie in memory as a whole."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from shared.contracts.errors import Unavailable

MOST, OF_ONE_LINE = 16, 4
PATIENCE_SECONDS = 120.0
"""A photo of 12 MB takes a minute from a phone with a slow connection."""

_LATE = "Ihre Angaben kamen nicht rechtzeitig an. Bitte versuchen Sie es noch einmal."


class ReadingPlaces:
    """Places for bodies that are arriving; nobody holds them long, and one line only a few."""

    def __init__(self, seconds: float = PATIENCE_SECONDS) -> None:
        self._seconds = seconds
        self._all = asyncio.Semaphore(MOST)
        self._lines: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def place(self, line: str) -> AsyncIterator[None]:
        """Waits for a place and holds it; `Unavailable` where both together take too long."""
        own = self._lines.setdefault(line, asyncio.Semaphore(OF_ONE_LINE))
        try:
            async with asyncio.timeout(self._seconds), own, self._all:
                yield
        except TimeoutError:
            raise Unavailable(_LATE) from None
