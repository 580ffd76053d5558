"""The bus: typed calls between programs over NATS micro services, and plain messages."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import msgspec
import nats
import nats.micro
from nats.aio.client import Client
from nats.errors import ConnectionClosedError, NoRespondersError
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext
from nats.micro.request import Request

from shared.contracts.caller import Caller
from shared.contracts.calls import Call
from shared.contracts.errors import BY_CODE, HubError, Internal, Unavailable
from shared.kit import log, trace
from shared.kit.documents import DatabaseError
from shared.kit.identity import Verifier
from shared.kit.validation import invalid

Q = TypeVar("Q")
A = TypeVar("A")

CALLER_HEADER = "Hub-Caller"
CODE_HEADER = "Nats-Service-Error-Code"
_FAREWELL_SECONDS = 3
CONCURRENT_REQUESTS = 64
"""Requests that one program works on at once; further ones wait in its subscription."""

_encoder = msgspec.json.Encoder()
_logger = log.get("hub.bus")


class Fault(msgspec.Struct, frozen=True):
    """The body of a failed reply."""

    code: str
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Endpoint(Generic[Q, A]):
    """A call and the function that answers it. The caller is None for strangers."""

    call: Call[Q, A]
    answer: Callable[[Q, Caller | None], Awaitable[A]]


class Bus:
    """A connection to NATS that comes back by itself.

    `gaps` are called when it is gone and when it is there again: plain messages were missed.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.jetstream: JetStreamContext = client.jetstream()
        self.leaving = False
        self.gaps: list[Callable[[], None]] = []
        self._decoders: dict[Any, msgspec.json.Decoder[Any]] = {}

    @classmethod
    @asynccontextmanager
    async def connect(cls, url: str, name: str) -> AsyncIterator["Bus"]:
        """Waits until NATS is there; on leaving, sends what is under way and disconnects."""
        client = await _connect(url, name)
        bus = cls(client)
        client._closed_cb = bus._lost  # noqa: SLF001 - can only be given before there is a bus
        client._disconnected_cb = client._reconnected_cb = bus._missed  # noqa: SLF001
        try:
            yield bus
        finally:
            bus.leaving = True
            await _within(client.drain())

    async def _lost(self) -> None:
        """Closed for good, as after changed passwords: this program ends, to be started anew."""
        if not self.leaving:
            _logger.error("NATS closed the connection for good")
            signal.raise_signal(signal.SIGTERM)

    async def _missed(self) -> None:
        for told in self.gaps:
            told()

    async def call(
        self,
        call: Call[Q, A],
        request: Q,
        *,
        caller: str | None = None,
        patience: float | None = None,
    ) -> A:
        """The reply, or the error that the service raised; `Unavailable` when none comes.

        `caller` is a signed identity. `patience` (seconds; the call's own, if not given) also
        bounds the wait for a service that is just being started again.
        """
        timeout = patience or call.patience
        headers = {trace.HEADER: trace.traceparent()}
        if caller:
            headers[CALLER_HEADER] = caller
        data = _encoder.encode(request)
        try:
            async with asyncio.timeout(timeout):
                message = await self._request(call.subject, data, headers, timeout)
        except (TimeoutError, NatsTimeout, ConnectionClosedError):
            _logger.warning("no reply", subject=call.subject)
            raise Unavailable("Ein Teil des Hubs antwortet gerade nicht.") from None
        if message.headers and CODE_HEADER in message.headers:
            raise _error(message.data)
        reply: A = self._decoder(call.reply).decode(message.data)
        return reply

    async def _request(
        self, subject: str, data: bytes, headers: dict[str, str], timeout: float
    ) -> Any:
        pause = 0.02
        while True:
            try:
                return await self.client.request(subject, data, timeout, headers=headers)
            except NoRespondersError:
                await asyncio.sleep(pause)
                pause = min(pause * 2, 0.25)

    def _decoder(self, kind: type[A]) -> "msgspec.json.Decoder[A]":
        decoder = self._decoders.get(kind)
        if decoder is None:
            decoder = self._decoders[kind] = msgspec.json.Decoder(kind)
        return decoder

    async def tell(self, subject: str, message: msgspec.Struct) -> None:
        """A plain message to whoever listens."""
        await self.client.publish(subject, _encoder.encode(message))

    @asynccontextmanager
    async def serve(
        self, name: str, endpoints: Sequence[Endpoint[Any, Any]], verifier: Verifier
    ) -> AsyncIterator[None]:
        """Answers calls as the micro service `name`; on leaving, finishes those under way."""
        service = await nats.micro.add_service(self.client, name=name, version="1.0.0")
        desk = _Desk(verifier)
        for endpoint in endpoints:
            await service.add_endpoint(
                name=endpoint.call.subject.replace(".", "-"),
                subject=endpoint.call.subject,
                handler=desk.handler(endpoint),
            )
        await self.client.flush()  # early callers would get NoResponders
        try:
            yield
        finally:
            await _within(service.stop())
            await desk.finish()


class _Desk:
    """Works on requests side by side: micro itself awaits one handler after the other."""

    def __init__(self, verifier: Verifier) -> None:
        self._verifier = verifier
        self._places = asyncio.Semaphore(CONCURRENT_REQUESTS)
        self._tasks: set[asyncio.Task[None]] = set()

    def handler(self, endpoint: Endpoint[Q, A]) -> Callable[[Request], Awaitable[None]]:
        decoder = msgspec.json.Decoder(endpoint.call.request)

        async def accept(request: Request) -> None:
            await self._places.acquire()
            task = asyncio.create_task(self._work(endpoint, decoder, request))
            self._tasks.add(task)
            task.add_done_callback(self._left)

        return accept

    def _left(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._places.release()

    async def _work(
        self, endpoint: Endpoint[Q, A], decoder: "msgspec.json.Decoder[Q]", request: Request
    ) -> None:
        headers = request.headers or {}
        trace.begin(headers.get(trace.HEADER))
        try:
            token = headers.get(CALLER_HEADER)
            caller = self._verifier.read(token) if token else None
            reply = await endpoint.answer(_decoded(decoder, request.data), caller)
            await request.respond(_encoder.encode(reply))
        except Exception as error:  # noqa: BLE001 - the one handler of this edge
            await _respond_fault(request, _fault(error, endpoint.call.subject))

    async def finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=10)


async def _respond_fault(request: Request, fault: Fault) -> None:
    await request.respond_error(fault.code, fault.code, _encoder.encode(fault))


def _decoded(decoder: "msgspec.json.Decoder[Q]", data: bytes) -> Q:
    """The request, or `Invalid`: only here is a wrong form the caller's mistake."""
    try:
        return decoder.decode(data)
    except msgspec.DecodeError as error:
        raise invalid(error) from None


def _fault(error: Exception, subject: str) -> Fault:
    if isinstance(error, DatabaseError):
        _logger.warning("database", subject=subject, reason=type(error).__name__)
        error = Unavailable("Die Datenbank antwortet nicht.")
    if isinstance(error, HubError):
        return Fault(error.code, error.message, error.field)
    _logger.error("call failed", subject=subject, exc_info=error)
    return Fault(Internal.code, trace.current())


def _error(body: bytes) -> HubError:
    fault = msgspec.json.decode(body, type=Fault)
    return BY_CODE.get(fault.code, Internal)(fault.message, field=fault.field)


async def _connect(url: str, name: str) -> Client:
    user = urlsplit(url.split(",", maxsplit=1)[0]).username
    told = False
    while True:
        try:
            return await nats.connect(
                url,
                name=name,
                inbox_prefix=f"_INBOX_{user}" if user else "_INBOX",
                max_reconnect_attempts=-1,
                reconnect_time_wait=1,
                connect_timeout=2,
                error_cb=_complain,
                pending_size=16 * 1024 * 1024,
            )
        except (OSError, nats.errors.Error) as error:
            if not told:
                _logger.warning("waiting for NATS", reason=type(error).__name__)
                told = True
            await asyncio.sleep(0.25)


async def _within(farewell: Awaitable[None]) -> None:
    """Takes leave of NATS, but not for ever: it may be gone already."""
    try:
        async with asyncio.timeout(_FAREWELL_SECONDS):
            await farewell
    except (NatsError, TimeoutError) as error:
        _logger.warning("left without a farewell", reason=type(error).__name__)


async def _complain(error: Exception) -> None:
    _logger.warning("NATS", error=str(error) or type(error).__name__)
