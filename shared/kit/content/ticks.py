"""A number beside the items that is counted on after each write.

A change stream tells of changes in their order, of the number's, too: whoever has heard of it has
heard of all that was written before.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from shared.kit.documents import Database, DuplicateKeyError

TICKS = "ticks"
NUMBER = "n"
_ONLY = {"_id": "items"}


class Ticks:
    """The number of one kind."""

    def __init__(self, database: Database) -> None:
        self._ticks = database[TICKS]
        self._asking = asyncio.Lock()
        self._next: asyncio.Task[int] | None = None

    async def prepare(self) -> None:
        with suppress(DuplicateKeyError):  # another program was faster
            await self._ticks.update_one(_ONLY, {"$setOnInsert": {NUMBER: 0}}, upsert=True)

    async def tick(self) -> None:
        """Something was written: whoever reads from now on waits until the stream has told it."""
        await self._ticks.update_one(_ONLY, {"$inc": {NUMBER: 1}}, upsert=True)

    async def now(self) -> int:
        """All who ask while another question is under way share the one after it."""
        if self._next is None:
            self._next = asyncio.create_task(self._ask())
        return await asyncio.shield(self._next)

    async def _ask(self) -> int:
        async with self._asking:
            self._next = None  # who comes from now on may know of what this does not tell
            found = await self._ticks.find_one(_ONLY)
            return int(found[NUMBER]) if found else 0


def number_in(change: Mapping[str, Any]) -> int:
    """What was written then; the whole document of an update is what is there by now."""
    updated = (change.get("updateDescription") or {}).get("updatedFields")
    return int((updated or change.get("fullDocument") or {}).get(NUMBER, 0))
