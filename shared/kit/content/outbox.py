"""From the outbox to JetStream: in the order of revisions, exactly once in effect."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

import msgspec
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.errors import APIError, NoStreamResponseError, NotFoundError

from shared.contracts import events
from shared.contracts.content import Content
from shared.contracts.errors import HubError
from shared.kit import log
from shared.kit.content.messages import messages
from shared.kit.content.store import ContentStore
from shared.kit.content.stored import Outgoing
from shared.kit.documents import DatabaseError
from shared.kit.streams import restore_streams

C = TypeVar("C", bound=Content)

Effect = Callable[[str], Awaitable[None]]
"""Makes true outside the documents what an item's present state asks, before others hear of the
change. Gets the item's id and reads the state itself, so that a late repeat does no harm."""

_SWEEP_SECONDS = 2.0
_FAREWELL_SECONDS = 5.0
_WRONG_LAST_SEQUENCE = 10071
_STREAM_NOT_FOUND = 10059

_logger = log.get("hub.outbox")


class Outbox(Generic[C]):
    """Sends what waits with the items. Several processes may drain the same item."""

    def __init__(self, store: ContentStore[C], jetstream: JetStreamContext, effect: Effect) -> None:
        self._store = store
        self._jetstream = jetstream
        self._effect = effect
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._running: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def sweeping(self) -> AsyncIterator[None]:
        """While open, sends what others left behind: after a crash, or while NATS was away."""
        sweeper = asyncio.create_task(self._sweep())
        try:
            yield
        finally:
            sweeper.cancel()
            _, late = await asyncio.wait({sweeper, *self._running}, timeout=_FAREWELL_SECONDS)
            for task in late:
                task.cancel()  # what it leaves undone waits in the outbox
            await asyncio.gather(sweeper, *late, return_exceptions=True)

    async def send(self, item_id: str, patience: float) -> None:
        """Drains an item now; waits `patience` seconds for it, then it goes on by itself."""
        task = asyncio.create_task(self._try(item_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.wait({task}, timeout=patience)

    async def tell_again(self, item_id: str) -> bool:
        """Puts the item's present state into the log; False where it is known there."""
        await self._drain(item_id)
        item = (await self._store.get(item_id)).item
        (event,) = messages(item, None, ())
        return await self._publish(event)

    async def _sweep(self) -> None:
        while True:
            try:
                for item_id in await self._store.waiting():
                    await self._try(item_id)
            except DatabaseError as error:
                _logger.warning("documents away", reason=type(error).__name__)
            await asyncio.sleep(_SWEEP_SECONDS)

    async def _try(self, item_id: str) -> None:
        try:
            await self._drain(item_id)
        except (NatsError, DatabaseError, HubError, TimeoutError) as error:
            _logger.warning("outbox waits", item=item_id, reason=repr(error))
        except Exception:
            _logger.exception("outbox stuck", item=item_id)

    async def _drain(self, item_id: str) -> None:
        lock = self._locks.setdefault(item_id, asyncio.Lock())
        async with lock:
            stored = await self._store.get(item_id)
            for message in stored.outbox:
                if message.snapshot is not None:
                    await self._store.keep_version(item_id, message)
                    await self._effect(item_id)
                await self._publish(message)
                await self._store.sent(item_id, message)

    async def _publish(self, message: Outgoing) -> bool:
        """False where the log holds this revision, or a newer one."""
        try:
            return await self._put(message)
        except NoStreamResponseError:  # lost while this program ran
            await restore_streams(self._jetstream)
            return await self._put(message)

    async def _put(self, message: Outgoing) -> bool:
        headers = {"Nats-Msg-Id": message.id}
        if not message.subject.startswith("content."):
            await self._jetstream.publish(message.subject, message.data.encode(), headers=headers)
            return True
        while (last := await self._last(message.subject))[1] < message.revision:
            headers["Nats-Expected-Last-Subject-Sequence"] = str(last[0])
            try:
                await self._jetstream.publish(
                    message.subject, message.data.encode(), stream=events.STREAM, headers=headers
                )
            except APIError as error:
                if error.err_code != _WRONG_LAST_SEQUENCE:
                    raise
            else:
                return True
        return False

    async def _last(self, subject: str) -> tuple[int, int]:
        """Sequence and revision of the last event on the subject; zeros where there is none.
        `NoStreamResponseError` where the stream is lost: to publish would not tell, since others
        listen to the subject.
        """
        try:
            found = await self._jetstream.get_last_msg(events.STREAM, subject)
        except NotFoundError as error:
            if error.err_code == _STREAM_NOT_FOUND:
                raise NoStreamResponseError from error
            return 0, 0
        event = msgspec.json.decode(found.data or b"", type=events.ContentChanged)
        return found.seq or 0, event.revision
