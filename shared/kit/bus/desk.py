"""Where a program answers calls."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec
from nats.micro.request import Request

from shared.contracts.caller import Caller
from shared.contracts.calls import Call
from shared.kit import trace
from shared.kit.bus.faults import Fault, Faults
from shared.kit.identity import Verifier
from shared.kit.validation import invalid

Q = TypeVar("Q")
A = TypeVar("A")

CALLER_HEADER = "Hub-Caller"
CONCURRENT_REQUESTS = 64
"""Requests that one program works on at once; further ones wait in its subscription."""

_LAST_SECONDS = 10
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[Q, A]):
    """A call and the function that answers it. The caller is None for strangers."""

    call: Call[Q, A]
    answer: Callable[[Q, Caller | None], Awaitable[A]]


class Answering(Generic[Q, A]):
    """An endpoint for bytes."""

    def __init__(self, endpoint: Endpoint[Q, A]) -> None:
        self.subject = endpoint.call.subject
        self._answer = endpoint.answer
        self._decoder = msgspec.json.Decoder(endpoint.call.request)

    async def reply(self, data: msgspec.Raw | bytes, caller: Caller | None) -> bytes:
        """The encoded reply; raises what the endpoint raises."""
        return _encoder.encode(await self._answer(self._request(data), caller))

    def _request(self, data: msgspec.Raw | bytes) -> Q:
        """`Invalid`: only here is a wrong form the caller's mistake."""
        try:
            return self._decoder.decode(data)
        except msgspec.DecodeError as error:
            raise invalid(error) from None


class Desk:
    """Works on requests side by side: micro itself awaits one handler after the other."""

    def __init__(self, verifier: Verifier, faults: Faults) -> None:
        self._verifier = verifier
        self._faults = faults
        self._places = asyncio.Semaphore(CONCURRENT_REQUESTS)
        self._tasks: set[asyncio.Task[None]] = set()

    def handler(self, endpoint: Endpoint[Q, A]) -> Callable[[Request], Awaitable[None]]:
        """What micro calls with each request: it waits for a place, not for the reply."""
        answering = Answering(endpoint)

        async def accept(request: Request) -> None:
            await self._places.acquire()
            task = asyncio.create_task(self._work(answering, request))
            self._tasks.add(task)
            task.add_done_callback(self._left)

        return accept

    def _left(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._places.release()

    async def _work(self, answering: Answering[Q, A], request: Request) -> None:
        headers = request.headers or {}
        trace.begin(headers.get(trace.HEADER))
        try:
            token = headers.get(CALLER_HEADER)
            caller = self._verifier.read(token) if token else None
            await request.respond(await answering.reply(request.data, caller))
        except Exception as error:  # noqa: BLE001 - the one handler of this edge
            await _respond_fault(request, self._faults.of(error, answering.subject))

    async def finish(self) -> None:
        """Waits for what is under way, but not for ever."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_LAST_SECONDS)


async def _respond_fault(request: Request, fault: Fault) -> None:
    await request.respond_error(fault.code, fault.code, _encoder.encode(fault))
