"""A program's connection to NATS."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
import nats
import nats.micro
from msgspec import Raw
from nats.aio.client import Client
from nats.errors import ConnectionClosedError, NoRespondersError
from nats.errors import Error as NatsError
from nats.errors import TimeoutError as NatsTimeout
from nats.js import JetStreamContext

from shared.contracts.calls import Call
from shared.contracts.errors import HubError, Unavailable
from shared.kit import log, trace
from shared.kit.bus.bundles import (
    Bundle,
    Bundles,
    Failed,
    LeftOut,
    Outcomes,
    Part,
    Replied,
    bundle_call,
)
from shared.kit.bus.desk import CALLER_HEADER, Desk, Endpoint
from shared.kit.bus.faults import CODE_HEADER, Fault, Faults, error_of
from shared.kit.bus.replies import decoded
from shared.kit.identity import Verifier

Q = TypeVar("Q")
A = TypeVar("A")

_FAREWELL_SECONDS = 3
_encoder = msgspec.json.Encoder()
_logger = log.get("hub.bus")


class Bus:
    """A connection to NATS that comes back by itself.

    `gaps` are called when it is gone and when it is there again: plain messages were missed.
    """

    def __init__(self, client: Client) -> None:
        self.client = client
        self.jetstream: JetStreamContext = client.jetstream()
        self.leaving = False
        self.gaps: list[Callable[[], None]] = []

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
        data = _encoder.encode(request)
        reply = await self._reply(call.subject, data, caller, patience or call.patience)
        return decoded(call.reply, reply)

    async def call_together(
        self, parts: Sequence[Part], service: str, *, caller: str | None, patience: float
    ) -> list[Raw | HubError]:
        """The encoded reply to each part, or the error that the service raised, in one message.

        Raises as `call` does where there is no answer at all, or to the only one.
        """
        if len(parts) == 1:
            (part,) = parts
            return [Raw(await self._reply(part.subject, part.request, caller, patience))]
        bundle = Bundle(parts=tuple(parts))
        told = await self.call(bundle_call(service), bundle, caller=caller, patience=patience)
        return [
            await self._alone(part, caller, patience)
            if isinstance(outcome, LeftOut)
            else _of(outcome)
            for part, outcome in zip(parts, told.outcomes, strict=True)
        ]

    async def _alone(self, part: Part, caller: str | None, patience: float) -> Raw | HubError:
        try:
            return Raw(await self._reply(part.subject, part.request, caller, patience))
        except HubError as error:
            return error

    async def _reply(
        self, subject: str, data: Raw | bytes, caller: str | None, timeout: float
    ) -> bytes:
        headers = {trace.HEADER: trace.traceparent()}
        if caller:
            headers[CALLER_HEADER] = caller
        try:
            async with asyncio.timeout(timeout):
                message = await self._request(subject, bytes(data), headers, timeout)
        except (TimeoutError, NatsTimeout, ConnectionClosedError):
            _logger.warning("no reply", subject=subject)
            raise Unavailable("Ein Teil des Hubs antwortet gerade nicht.") from None
        reply: bytes = message.data
        if message.headers and CODE_HEADER in message.headers:
            raise error_of(msgspec.json.decode(reply, type=Fault))
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

    async def tell(self, subject: str, message: msgspec.Struct) -> None:
        """A plain message to whoever listens."""
        await self.client.publish(subject, _encoder.encode(message))

    @asynccontextmanager
    async def serve(
        self,
        name: str,
        endpoints: Sequence[Endpoint[Any, Any]],
        verifier: Verifier,
        database_errors: tuple[type[Exception], ...] = (),
    ) -> AsyncIterator[None]:
        """Answers calls as the micro service `name`, and bundles of those that only read.

        `database_errors` mean that the service's database does not answer, if it has one. On
        leaving, finishes those under way.
        """
        faults = Faults(database_errors)
        service = await nats.micro.add_service(self.client, name=name, version="1.0.0")
        desk = Desk(verifier, faults)
        for endpoint in (*endpoints, *_bundled(name, endpoints, faults)):
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


def _bundled(
    name: str, endpoints: Sequence[Endpoint[Any, Any]], faults: Faults
) -> Iterator[Endpoint[Bundle, Outcomes]]:
    if reading := [endpoint for endpoint in endpoints if endpoint.call.reading]:
        yield Endpoint(bundle_call(name), Bundles(reading, faults).answer)


def _of(outcome: Replied | Failed) -> Raw | HubError:
    return outcome.reply if isinstance(outcome, Replied) else error_of(outcome.fault)


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
