"""A program's own database, with the server coming and going."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import WriteConcern
from pymongo.errors import ConnectionFailure, PyMongoError
from pymongo.monitoring import (
    ServerClosedEvent,
    ServerDescriptionChangedEvent,
    ServerListener,
    ServerOpeningEvent,
)

from shared.kit import log

Document = dict[str, Any]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]
Prepare = Callable[[Database], Awaitable[None]]

LOOK_SECONDS = 30.0
"""Between two looks at the indexes of a server that seems never to have been away."""

_logger = log.get("hub.documents")


async def _as_it_is(_: Database) -> None:
    """For those who only look."""


@asynccontextmanager
async def database(url: str, name: str, prepare: Prepare = _as_it_is) -> AsyncIterator[Database]:
    """A program's own database; waits until the server answers.

    `prepare` makes its indexes: at once, and again as soon as the server is back from wherever
    it was, since the embedded one, killed, may have lost them.
    """
    returned = _Returned()
    client: AsyncIOMotorClient[Document] = AsyncIOMotorClient(
        url,
        tz_aware=True,
        serverSelectionTimeoutMS=2000,
        connectTimeoutMS=2000,
        event_listeners=[returned],
    )
    documents = client.get_database(name, write_concern=WriteConcern("majority"))
    try:
        await _first(documents, prepare)
        again = asyncio.create_task(_again(documents, prepare, returned.heard))
        try:
            yield documents
        finally:
            again.cancel()
            await asyncio.gather(again, return_exceptions=True)
    finally:
        client.close()


async def _first(documents: Database, prepare: Prepare) -> None:
    while True:
        try:
            await documents.client.admin.command("ping")
            await prepare(documents)
        except ConnectionFailure as error:
            _logger.warning("waiting for the document database", reason=type(error).__name__)
            await asyncio.sleep(0.25)
        else:
            return


async def _again(documents: Database, prepare: Prepare, returned: asyncio.Event) -> None:
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(returned.wait(), LOOK_SECONDS)
        returned.clear()
        try:
            await prepare(documents)
        except PyMongoError as error:
            _logger.warning("indexes not looked at", reason=type(error).__name__)
        except Exception:
            _logger.exception("indexes not looked at")


class _Returned(ServerListener):
    """Hears of the server in PyMongo's own threads; `heard` is set when it can be reached."""

    def __init__(self) -> None:
        self.heard = asyncio.Event()
        self._loop = asyncio.get_running_loop()

    def opened(self, event: ServerOpeningEvent) -> None:
        """Nothing is known of the server yet."""

    def description_changed(self, event: ServerDescriptionChangedEvent) -> None:
        before, after = event.previous_description, event.new_description
        if after.is_server_type_known and not before.is_server_type_known:
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                self._loop.call_soon_threadsafe(self.heard.set)

    def closed(self, event: ServerClosedEvent) -> None:
        """The program leaves."""
