"""Several questions in one message: what may share it, and what becomes of each."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

import msgspec
import pytest
from msgspec import Raw, Struct

from gateway.side_by_side import SideBySide
from infra.local.supervisor import Hub
from shared.contracts.caller import Caller
from shared.contracts.calls import Call
from shared.contracts.errors import HubError, Invalid, NotFound, Unavailable
from shared.kit.bus import MOST_PARTS, Bus, Endpoint, Part, decoded
from shared.kit.identity import Verifier

PATIENCE = 10.0


class Letters(Struct, frozen=True):
    """Asks for so many of them."""

    many: int


class Word(Struct, frozen=True):
    text: str


class Service:
    """Counts what it was asked, and writes where it is told to."""

    def __init__(self, name: str) -> None:
        self.letters = Call(f"{name}.letters", Letters, Word, reading=True)
        self.write = Call(f"{name}.write", Letters, Word)
        self.asked: list[int] = []
        self.written = 0

    async def spell(self, request: Letters, _: Caller | None) -> Word:
        self.asked.append(request.many)
        if request.many < 0:
            raise NotFound("So wenige gibt es nicht.", field="many")
        return Word("a" * request.many)

    async def change(self, _: Letters, __: Caller | None) -> Word:
        self.written += 1
        return Word("")

    def part(self, many: int, call: Call[Letters, Word] | None = None) -> Part:
        request = Raw(msgspec.json.encode(Letters(many)))
        return Part(subject=(call or self.letters).subject, request=request)


@asynccontextmanager
async def served(hub: Hub) -> AsyncIterator[tuple[Service, Bus]]:
    name = f"spelling{uuid4().hex[:8]}"
    service = Service(name)
    endpoints = [
        Endpoint(service.letters, service.spell),
        Endpoint(service.write, service.change),
    ]
    verifier = Verifier(hub.environment("guides")["HUB_CALLER_PUBLIC_KEY"])
    async with Bus.connect(hub.nats_url(), name) as bus, bus.serve(name, endpoints, verifier):
        yield service, bus


async def together(service: Service, bus: Bus, *parts: Part) -> list[Raw | HubError]:
    name = service.letters.service
    return await bus.call_together(parts, name, caller=None, patience=PATIENCE)


def length(reply: Raw | HubError) -> int:
    assert isinstance(reply, Raw)
    return len(decoded(Word, reply).text)


async def test_each_part_fails_alone(hub: Hub) -> None:
    async with served(hub) as (service, bus):
        wrong = Part(subject=service.letters.subject, request=Raw(b'{"many":"?"}'))
        parts = (service.part(2), service.part(-1), wrong, service.part(3))
        two, none, odd, three = await together(service, bus, *parts)
        assert isinstance(none, NotFound)
        assert (none.message, none.field) == ("So wenige gibt es nicht.", "many")
        assert isinstance(odd, Invalid)
        assert [length(each) for each in (two, three)] == [2, 3]


async def test_what_writes_shares_no_message(hub: Hub) -> None:
    async with served(hub) as (service, bus):
        read, written = await together(
            service, bus, service.part(1), service.part(1, service.write)
        )
        assert isinstance(read, Raw)
        assert isinstance(written, Invalid)
        assert service.written == 0


async def test_what_does_not_fit_in_the_message_is_asked_for_alone(hub: Hub) -> None:
    async with served(hub) as (service, bus):
        sizes = [3_500_000, 3_500_000, 10, 3_500_000]
        found = await together(service, bus, *map(service.part, sizes))
        assert [length(each) for each in found] == sizes
        assert sorted(service.asked) == sorted([*sizes, 3_500_000, 3_500_000])


async def test_a_service_that_is_away_fails_all_parts(hub: Hub) -> None:
    async with Bus.connect(hub.nats_url(), "nobody") as bus:
        service = Service("nobody")
        parts = (service.part(1), service.part(2))
        with pytest.raises(Unavailable):
            await bus.call_together(parts, "nobody", caller=None, patience=0.1)


async def test_very_many_questions_go_in_several_messages_and_each_once(hub: Hub) -> None:
    sent: list[int] = []
    async with served(hub) as (service, bus):

        async def send(name: str, parts: Sequence[Part], _: float) -> list[Raw | HubError]:
            sent.append(len(parts))
            return await bus.call_together(parts, name, caller=None, patience=PATIENCE)

        side_by_side = SideBySide(send)
        sizes = [*range(MOST_PARTS + 6), *range(10)]
        asked = [side_by_side.ask(service.letters, Letters(many)) for many in sizes]
        found = await asyncio.gather(*asked)
        assert [length(each) for each in found] == sizes
    assert sent == [MOST_PARTS, 6]


async def test_one_who_goes_away_does_not_take_it_from_the_others(hub: Hub) -> None:
    async with served(hub) as (service, bus):

        async def send(name: str, parts: Sequence[Part], _: float) -> list[Raw | HubError]:
            return await bus.call_together(parts, name, caller=None, patience=PATIENCE)

        side_by_side = SideBySide(send)
        leaving, staying = (
            asyncio.create_task(side_by_side.ask(service.letters, Letters(3))) for _ in range(2)
        )
        await asyncio.sleep(0)
        leaving.cancel()
        assert length(await staying) == 3
        assert leaving.cancelled()
