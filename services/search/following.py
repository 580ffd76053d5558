"""From the log to the index: what is no longer public leaves at once, the rest is asked for."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from typing import Self

from msgspec import Struct
from nats.errors import Error as NatsError

from services.search.asking import MOST_AT_ONCE, entries_of
from services.search.changes import Change, Stretch, stretches
from services.search.index import Place
from services.search.shelf import Shelf
from shared.contracts.search import SearchEntry
from shared.kit import log
from shared.kit.bus import Bus

_REST_SECONDS = 2.0
_LONGEST_REST_SECONDS = 60.0
_RENEW_SECONDS = 6 * 3600.0
_logger = log.get("hub.search")


class Rest(Struct, frozen=True):
    """Until when a kind that does not answer is left alone: longer each time."""

    seconds: float
    until: float

    @classmethod
    def after(cls, before: "Rest | None") -> Self:
        seconds = min(before.seconds * 2, _LONGEST_REST_SECONDS) if before else _REST_SECONDS
        return cls(seconds, time.monotonic() + seconds)


class Following:
    """Keeps the index true to the log.

    What could not be asked yet is owed; the place that is kept lies before the first of it, so
    that a program that dies owes it again.
    """

    def __init__(self, bus: Bus, shelf: Shelf) -> None:
        self._bus = bus
        self._shelf = shelf
        self._owed: dict[str, Change] = {}
        self._read = shelf.content.place()
        self._writing = asyncio.Lock()
        self._news = asyncio.Event()
        self._resting: dict[str, Rest] = {}
        self._asked: set[str] = set()
        self._renew_at = 0.0
        self._changed: set[str] | None = None
        self._caught_up = False

    @asynccontextmanager
    async def open(self, stop: asyncio.Event) -> AsyncIterator[None]:
        """Follows while open; what goes wrong unexpectedly ends the program."""
        tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._pay())]
        for task in tasks:
            task.add_done_callback(lambda done: _end(done, stop))
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            async with self._writing:
                self._shelf.content.close()

    async def _listen(self) -> None:
        while True:
            try:
                async with aclosing(stretches(self._bus.jetstream, self._read)) as read:
                    async for stretch in read:
                        await self._take(stretch)
            except (NatsError, TimeoutError) as error:
                _logger.warning("log of changes away", reason=repr(error))
                await asyncio.sleep(1)

    async def _take(self, stretch: Stretch) -> None:
        """Notes what is owed, and takes out at once what is no longer public."""
        async with self._writing:
            for change in stretch.changes:
                self._owed.pop(change.content_id, None)
                if change.is_public:
                    self._owed[change.content_id] = change
            searcher = self._shelf.content.searcher
            told = {each.content_id for each in stretch.changes if not each.is_public}
            gone = [each for each in told - self._owed.keys() if searcher.doc_freq("id", each)]
            self._read = stretch.place
            await self._write(gone, ())
        self._caught_up = stretch.caught_up
        self._news.set()

    async def _pay(self) -> None:
        """Asks for what is owed, each kind for itself, so that none waits for another."""
        async with asyncio.TaskGroup() as asking:
            while True:
                for kind, changes in self._due().items():
                    self._asked.add(kind)
                    asking.create_task(self._ask(kind, changes))
                if self._caught_up and not self._owed and time.monotonic() >= self._renew_at:
                    self._renew_at = time.monotonic() + _RENEW_SECONDS
                    asking.create_task(self._renew())
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), _REST_SECONDS)
                self._news.clear()

    def _due(self) -> dict[str, list[Change]]:
        """What is owed of each kind that may be asked now, in stretches."""
        now = time.monotonic()
        resting = {kind for kind, rest in self._resting.items() if rest.until > now}
        due: defaultdict[str, list[Change]] = defaultdict(list)
        for each in self._owed.values():
            if each.kind not in resting | self._asked and len(due[each.kind]) < MOST_AT_ONCE:
                due[each.kind].append(each)
        return {kind: changes for kind, changes in due.items() if changes}

    async def _ask(self, kind: str, changes: Sequence[Change]) -> None:
        entries = await entries_of(self._bus, changes)
        if entries is None:
            self._resting[kind] = Rest.after(self._resting.get(kind))
        else:
            self._resting.pop(kind, None)
            async with self._writing:
                await self._settle(changes, entries)
        self._asked.discard(kind)
        self._news.set()

    async def _settle(self, asked: Sequence[Change], entries: Sequence[SearchEntry]) -> None:
        """Puts in what is still owed as it was asked for; what is not there is not public."""
        paid = [each for each in asked if self._owed.get(each.content_id) is each]
        wanted = {each.content_id for each in paid}
        fresh = [entry for entry in entries if entry.id in wanted]
        for item_id in wanted:
            del self._owed[item_id]
        await self._write(wanted - {entry.id for entry in fresh}, fresh)

    async def _write(self, gone: Collection[str], entries: Sequence[SearchEntry]) -> None:
        content = self._shelf.content
        if gone or entries:
            if self._changed is not None:
                self._changed.update(gone, (entry.id for entry in entries))
            await asyncio.to_thread(content.apply, gone, entries)
        before = min((each.sequence for each in self._owed.values()), default=None)
        sequence = self._read.sequence if before is None else before - 1
        place = Place(self._read.log_began, sequence)
        if place != content.place():
            content.keep_place(place)

    async def _renew(self) -> None:
        """Changes go on while the copy is made; what they touched is put right at the end."""
        async with self._writing:  # what is being written now is in the copy, or noted
            self._changed = changed = set[str]()
        fresh = await asyncio.to_thread(self._shelf.renewed)
        if fresh is not None:
            async with self._writing:
                await asyncio.to_thread(self._shelf.exchange, fresh, changed)
            _logger.info("compounds are split by the words of the content")
        self._changed = None


def _end(task: asyncio.Task[None], stop: asyncio.Event) -> None:
    if not task.cancelled():
        _logger.error("search stopped following", exc_info=task.exception())
        stop.set()
