"""Several questions to one service in one message. Only what changes nothing is asked so."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

from msgspec import Meta, Raw, Struct

from shared.contracts.caller import Caller
from shared.contracts.calls import Call
from shared.contracts.errors import Invalid
from shared.kit.bus.desk import Answering, Endpoint
from shared.kit.bus.faults import Fault, Faults

MOST_PARTS = 64
_MOST_BYTES = 6 * 1024 * 1024
"""Below what NATS takes (`max_payload`), with room for what is around the replies."""


class Part(Struct, frozen=True, kw_only=True):
    """A question: the subject of its call, and the request as JSON."""

    subject: str
    request: Raw


class Bundle(Struct, frozen=True, kw_only=True):
    parts: Annotated[tuple[Part, ...], Meta(max_length=MOST_PARTS)]


class Replied(Struct, frozen=True, tag="replied"):
    reply: Raw


class Failed(Struct, frozen=True, tag="failed"):
    fault: Fault


class LeftOut(Struct, frozen=True, tag="left_out"):
    """With it the message would have become too long: it has to be asked for alone."""


Outcome = Replied | Failed | LeftOut


class Outcomes(Struct, frozen=True, kw_only=True):
    """One for each part, in their order."""

    outcomes: tuple[Outcome, ...]


def bundle_call(service: str) -> Call[Bundle, Outcomes]:
    return Call(f"{service}.bundle", Bundle, Outcomes)


class Bundles:
    """Answers each part by its own endpoint, all at once; each fails alone."""

    def __init__(self, reading: Iterable[Endpoint[Any, Any]], faults: Faults) -> None:
        self._faults = faults
        self._answering = {each.call.subject: Answering(each) for each in reading}

    async def answer(self, bundle: Bundle, caller: Caller | None) -> Outcomes:
        found = await asyncio.gather(*(self._outcome(part, caller) for part in bundle.parts))
        return Outcomes(outcomes=tuple(_fitting(found)))

    async def _outcome(self, part: Part, caller: Caller | None) -> Outcome:
        try:
            reply = await self._for(part.subject).reply(part.request, caller)
        except Exception as error:  # noqa: BLE001 - as at the desk, for one part
            return Failed(self._faults.of(error, part.subject))
        return Replied(Raw(reply))

    def _for(self, subject: str) -> Answering[Any, Any]:
        try:
            return self._answering[subject]
        except KeyError:
            raise Invalid("Das wird nur für sich allein beantwortet.", field="subject") from None


def _fitting(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    size = 0
    for outcome in outcomes:
        added = len(outcome.reply) if isinstance(outcome, Replied) else 0
        size += added
        if size > _MOST_BYTES:
            size -= added
            yield LeftOut()
        else:
            yield outcome
