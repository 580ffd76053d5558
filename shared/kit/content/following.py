"""The lists of a kind, kept as the database is: loaded once, then told of each change by it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from shared.contracts.errors import Unavailable
from shared.kit import log
from shared.kit.content.at_hand import AtHand
from shared.kit.content.heads import NEEDED, head_of
from shared.kit.content.ordered import Ordered
from shared.kit.content.ticks import NUMBER, TICKS, Ticks, number_in
from shared.kit.documents import Collection, Database, DatabaseError

ITEMS = "items"
_BATCH = 2000
_PATIENCE_SECONDS = 1.5
_AGAIN_SECONDS = 0.25
_STILL_MILLISECONDS = 1000
_CHANGES: list[Mapping[str, Any]] = [
    {"$match": {"ns.coll": {"$in": [ITEMS, TICKS]}}},
    {
        "$project": {
            **dict.fromkeys(("operationType", "ns", "documentKey"), 1),
            **{f"fullDocument.{name}": 1 for name in (*NEEDED, NUMBER)},
            f"updateDescription.updatedFields.{NUMBER}": 1,
        }
    },
]

_logger = log.get("hub.lists")


class Following:
    """Reads wait until the lists are there (`followed`) and know what was written before."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.ticks = Ticks(database)
        self.at_hand = AtHand()
        self._ordered: Ordered | None = None
        self._heard = 0
        self._missed = 0
        self._lost = False
        self._moved = asyncio.Condition()

    @asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Keeps the lists while open; begins when they are there."""
        keeping = asyncio.create_task(self._keep())
        try:
            await self._until(lambda: self._know(0))
            yield
        finally:
            keeping.cancel()
            await asyncio.gather(keeping, return_exceptions=True)

    @property
    def lately(self) -> Ordered:
        """The lists as far as they are known, without a question to anybody."""
        return self._ordered or Ordered()

    async def now(self) -> Ordered:
        """The lists with all that was written before, or `Unavailable`."""
        there = 0
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                before, there = self._heard, await self.ticks.now()
                if there < before:  # the database has lost something, the lists have not
                    self.doubt()
                await self._until(lambda: self._know(there))
        except TimeoutError:
            self._missed = max(self._missed, there)
            raise Unavailable("Die Listen werden gerade aufgebaut.") from None
        return self.lately

    def doubt(self) -> None:
        """They are not what the database says: they are loaded anew."""
        self._lost = self._ordered is not None

    def _know(self, number: int) -> bool:
        return self._ordered is not None and not self._lost and self._heard >= number

    async def _until(self, true: Callable[[], bool]) -> None:
        async with self._moved:
            await self._moved.wait_for(true)

    async def _keep(self) -> None:
        while True:
            try:
                await self._follow()
            except DatabaseError as error:
                _logger.warning("lists wait for the database", reason=type(error).__name__)
            except Exception:
                _logger.exception("lists lost")
            self._ordered = None
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _follow(self) -> None:
        since = (await self._database.command("ping"))["operationTime"]
        heard = await self.ticks.now()
        await self._show(await _loaded(self._database[ITEMS]), heard)
        async with self._database.watch(
            _CHANGES,
            full_document="updateLookup",
            start_at_operation_time=since,
            max_await_time_ms=_STILL_MILLISECONDS,
        ) as stream:
            while not self._lost:
                change = await stream.try_next()
                if change is not None:
                    await self._note(change)
                elif self._missed > self._heard:  # it says nothing, and has not said this
                    self.doubt()

    async def _show(self, ordered: Ordered, heard: int) -> None:
        self.at_hand.forget_all()
        async with self._moved:
            self._ordered, self._heard, self._missed, self._lost = ordered, heard, 0, False
            self._moved.notify_all()

    async def _note(self, change: Mapping[str, Any]) -> None:
        if "documentKey" not in change:  # no change of a document: a collection has gone
            self.doubt()
        elif change["ns"]["coll"] == TICKS:
            async with self._moved:
                self._heard = number_in(change)
                self._moved.notify_all()
        else:
            item_id = change["documentKey"]["_id"]
            self.at_hand.forget(item_id)
            _take_in(self.lately, item_id, change.get("fullDocument"))


async def _loaded(items: Collection) -> Ordered:
    """Batch by batch: they lie about in the order in which they were made, which is quickest."""
    ordered = Ordered()
    found = items.find({}, dict.fromkeys(NEEDED, 1)).batch_size(_BATCH)
    while batch := await found.to_list(_BATCH):
        for head in filter(None, map(head_of, batch)):
            ordered.put(head)
    return ordered


def _take_in(ordered: Ordered, item_id: str, document: Mapping[str, Any] | None) -> None:
    head = head_of(document) if document else None
    if head is None:
        ordered.take_out(item_id)
    else:
        ordered.put(head)
