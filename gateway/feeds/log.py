"""The stream CONTENT, read from any place on in one request and without a consumer.

The batched direct get of JetStream's ADR-31: many strangers may ask, and leave nothing behind.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from shared.contracts import events
from shared.contracts.errors import Unavailable
from shared.kit import log
from shared.kit.bus import Bus

_SUBJECT = f"$JS.API.DIRECT.GET.{events.STREAM}"
_PATIENCE_SECONDS = 5.0
_END, _NOTHING = "204", "404"
_logger = log.get("hub.feeds")


@dataclass(frozen=True, slots=True)
class Logged:
    """An event and its place in the log."""

    sequence: int
    event: events.ContentChanged


@dataclass(frozen=True, slots=True)
class Head:
    """Which log this is, by the moment it began, and its last place."""

    began: datetime
    sequence: int


class ChangeLog:
    """Raises `Unavailable` where the bus does not answer."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus

    async def head(self) -> Head:
        try:
            info = await self._bus.jetstream.stream_info(events.STREAM)
        except (NatsError, TimeoutError) as error:
            raise _away() from error
        if info.created is None:
            raise _away()
        return Head(info.created, info.state.last_seq)

    async def after(
        self, sequence: int, most: int, since: datetime | None = None
    ) -> tuple[list[Logged], int]:
        """At most so many events, oldest first, and the place after them; 0 where it ends there.

        `since` leaves out what was written into the log before.
        """
        asked: dict[str, object] = {"batch": most, "next_by_subj": f"{events.ROOT}.>"}
        if since and not sequence:
            asked["start_time"] = since.isoformat()
        else:
            asked["seq"] = sequence + 1
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._fetch(asked)
        except (NatsError, TimeoutError) as error:
            raise _away() from error

    async def _fetch(self, asked: dict[str, object]) -> tuple[list[Logged], int]:
        client = self._bus.client
        replies = _Replies()
        subscription = await client.subscribe(client.new_inbox(), cb=replies.take)
        try:
            body = msgspec.json.encode(asked)
            await client.publish(_SUBJECT, body, reply=subscription.subject)
            return _read_all(await replies.whole)
        finally:
            await subscription.unsubscribe()


class _Replies:
    """All messages of an answer, up to the one with a status. They are taken as they come: to wait
    for each by itself would cost turns of the event loop for every one.
    """

    def __init__(self) -> None:
        self.whole: asyncio.Future[list[Msg]] = asyncio.get_running_loop().create_future()
        self._come: list[Msg] = []

    async def take(self, message: Msg) -> None:
        self._come.append(message)
        if _status(message) and not self.whole.done():
            self.whole.set_result(self._come)


def _status(message: Msg) -> str:
    return (message.headers or {}).get("Status", "")


def _read_all(messages: Sequence[Msg]) -> tuple[list[Logged], int]:
    *changes, last = messages
    found = [logged for message in changes for logged in _read(message)]
    match _status(last):
        case status if status == _END:
            headers = last.headers or {}
            more = int(headers.get("Nats-Num-Pending", 0))
            return found, int(headers["Nats-Last-Sequence"]) if more else 0
        case status if status == _NOTHING:
            return found, 0
        case status:
            raise NatsError(f"direct get: {status}")


def _read(message: Msg) -> list[Logged]:
    sequence = int((message.headers or {})["Nats-Sequence"])
    try:
        return [Logged(sequence, msgspec.json.decode(message.data, type=events.ContentChanged))]
    except msgspec.DecodeError as error:  # of a kind that is newer than this program
        _logger.warning("not a change", sequence=sequence, reason=str(error))
        return []


def _away() -> Unavailable:
    return Unavailable("Das Protokoll der Änderungen antwortet nicht.")
