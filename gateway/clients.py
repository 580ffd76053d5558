"""The gateway's way to the services: one client per request, which speaks for its caller."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from msgspec import Raw
from strawberry.dataloader import DataLoader

from gateway.decoding import Decoding
from gateway.links import kind_of
from gateway.reads import Reads, Tags, written
from gateway.side_by_side import SideBySide
from shared.contracts.caller import Caller
from shared.contracts.calls import Call, GetMany, Page, TranslationsOf
from shared.contracts.content import Content, ContentKind, Reference
from shared.contracts.errors import HubError, Unavailable
from shared.contracts.kinds import KINDS
from shared.contracts.remake import REMADE
from shared.contracts.remake_calls import COUNTS, CountRemakes
from shared.contracts.remake_results import RemakeCount
from shared.kit.bus import Bus, Part
from shared.kit.identity import LIFETIME_SECONDS, Signer

Q = TypeVar("Q")
A = TypeVar("A")
T = TypeVar("T")

_MOST_IDS = 50
_SIGNATURE_SECONDS = LIFETIME_SECONDS / 2


class TimedOut(HubError):
    """The time for an answer is over; what was known by then is in it."""

    code = "timeout"


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds for reading as a whole, and for one call of it."""

    reading: float
    call: float


class Services:
    """Calls on the bus in one caller's name; what is asked of a kind at once goes in one message.

    `reads` gathers what was read; `wrote` is told at once what a call has changed for the public.
    """

    def __init__(
        self,
        bus: Bus,
        signer: Signer,
        caller: Caller | None,
        patience: Patience,
        decoding: Decoding,
        wrote: Callable[[Tags], None] = lambda _: None,
    ) -> None:
        self.bus = bus
        self.caller = caller
        self.reads = Reads()
        self._wrote = wrote
        self._signer = signer
        self._patience = patience
        self._decoding = decoding
        self._until: float | None = None
        self._signed: tuple[float, str] = (-_SIGNATURE_SECONDS, "")
        self._loaders: dict[ContentKind, DataLoader[str, Content | None]] = {
            kind: DataLoader(self._many(kind), max_batch_size=_MOST_IDS) for kind in KINDS
        }
        self._counters: dict[ContentKind, DataLoader[str, RemakeCount]] = {
            kind: DataLoader(self._remake_counts(kind), max_batch_size=_MOST_IDS) for kind in REMADE
        }
        self._translations = DataLoader(self._translations_of)
        self._at_hand: dict[tuple[ContentKind, str], Content] = {}
        self._side_by_side = SideBySide(self._together)

    async def call(self, call: Call[Q, A], request: Q) -> A:
        """The service's reply, or the error that it raised; `TimedOut` when time is over."""
        try:
            reply = await self._called(call, request)
        except HubError as error:
            self.reads.failed(call, request, error)
            raise
        self.reads.read(call, request, reply)
        if touched := written(call, reply):
            self._wrote(touched)
        self._remember(reply)
        return reply

    def _remember(self, reply: object) -> None:
        """Items that came in a list, or alone, need not be fetched by their ids."""
        for item in reply.items if isinstance(reply, Page) else (reply,):
            if isinstance(item, Content):
                self._at_hand[kind_of(item), item.id] = item

    async def _called(self, call: Call[Q, A], request: Q) -> A:
        if call.reading:
            return self._decoding.decoded(call, await self._side_by_side.ask(call, request))

        async def alone(patience: float) -> A:
            return await self.bus.call(call, request, caller=self._token(), patience=patience)

        return await self._in_time(call.patience, alone)

    async def _together(
        self, service: str, parts: Sequence[Part], patience: float
    ) -> list[Raw | HubError]:
        async def ask(patience: float) -> list[Raw | HubError]:
            return await self.bus.call_together(
                parts, service, caller=self._token(), patience=patience
            )

        return await self._in_time(patience, ask)

    async def _in_time(self, wanted: float, ask: Callable[[float], Awaitable[T]]) -> T:
        """What `ask` finds within as many seconds as there are for it."""
        if self._until is None:
            return await ask(wanted)
        left = self._until - time.monotonic()
        if left <= 0:
            raise _timed_out()
        patience = min(wanted, self._patience.call, left)
        try:
            return await ask(patience)
        except Unavailable:
            if patience == left:
                raise _timed_out() from None
            raise

    def begin(self, *, reads: bool) -> None:
        """An operation begins. Reading has an end from now on, writing has none."""
        self._until = time.monotonic() + self._patience.reading if reads else None

    def _token(self) -> str | None:
        """The signed identity; anew where it is old, as on a connection that lasts."""
        if self.caller is None:
            return None
        at = time.monotonic()
        if at - self._signed[0] >= _SIGNATURE_SECONDS:
            self._signed = (at, self._signer.sign(self.caller))
        return self._signed[1]

    async def translations(self, kind: ContentKind, key: str) -> list[Content]:
        """All that the caller may see of one thing in different languages."""
        return await self._translations.load((kind, key))

    def forget(self) -> None:
        """What was loaded is asked for again: a new operation sees the present."""
        self._at_hand.clear()
        for loader in self._loaders.values():
            loader.clear_all()
        for counter in self._counters.values():
            counter.clear_all()
        self._translations.clear_all()

    async def item(self, kind: ContentKind, item_id: str) -> Content | None:
        """An item, or None where the caller may not see it."""
        if found := self._at_hand.get((kind, item_id)):
            return found
        return await self._loaders[kind].load(item_id)

    async def items(self, references: Sequence[Reference]) -> list[Content]:
        """The items that the references name and the caller may see, in their order."""
        found = await asyncio.gather(*(self.item(each.kind, each.id) for each in references))
        return [item for item in found if item is not None]

    async def remake_count(self, kind: ContentKind, item_id: str) -> RemakeCount:
        """How often an item was remade; never, where it is not published."""
        return await self._counters[kind].load(item_id)

    async def _translations_of(self, keys: list[tuple[ContentKind, str]]) -> list[list[Content]]:
        async def load(kind: ContentKind, key: str) -> list[Content]:
            asked = TranslationsOf(translation_key=key)
            return list((await self.call(KINDS[kind].calls.translations, asked)).items)

        return await asyncio.gather(*(load(*key) for key in keys))

    def _remake_counts(self, kind: ContentKind) -> Any:
        async def load(ids: list[str]) -> list[RemakeCount]:
            found = await self.call(COUNTS, CountRemakes(kind=kind, item_ids=tuple(ids)))
            by_id = {count.item_id: count for count in found.counts}
            return [by_id.get(item_id, RemakeCount(item_id=item_id)) for item_id in ids]

        return load

    def _many(self, kind: ContentKind) -> Any:
        calls = KINDS[kind].calls

        async def load(ids: list[str]) -> list[Content | None]:
            found = await self.call(calls.get_many, GetMany(ids=tuple(ids)))
            by_id = {item.id: item for item in found.items}
            return [by_id.get(item_id) for item_id in ids]

        return load


def _timed_out() -> TimedOut:
    return TimedOut("Das hat zu lange gedauert. Was bis dahin bekannt war, ist in der Antwort.")
