"""The service for participation put together: platforms, their last good state, and one call."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import msgspec

from services.participation.dialects import READERS, Reader
from services.participation.platform import Platform
from services.participation.refreshing import Refreshing
from services.participation.settings import ParticipationSettings
from services.participation.shelf import Shelf
from services.participation.store import SourceStore
from shared.contracts.city import City
from shared.contracts.participation import CHANGED, LIST, ParticipationSource, ProjectsChanged
from shared.kit.bus import Bus, Endpoint
from shared.kit.documents import DatabaseError, database
from shared.kit.identity import Verifier
from shared.kit.run import Program
from shared.kit.web import Web

_NAME = "participation"


@asynccontextmanager
async def participation(
    settings: ParticipationSettings, _stop: asyncio.Event
) -> AsyncIterator[None]:
    """Answers on `participation.…`, at first with what was kept."""
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        bus = await enter(Bus.connect(settings.nats_url, _NAME))
        documents = await enter(database(settings.mongo_url, settings.database or _NAME))
        web = await enter(Web.open(frozenset(settings.private_platforms.split(","))))
        city = msgspec.toml.decode(settings.city_file.read_bytes(), type=City)
        shelf = Shelf(SourceStore(documents), city.participation)
        await shelf.load()

        async def tell() -> None:
            await bus.tell(CHANGED, ProjectsChanged())

        readers = readers_of(city.participation, web, settings.participation_password)
        await enter(Refreshing(shelf, readers, settings, tell).open())
        endpoints = (Endpoint(LIST, shelf.list),)
        verifier = Verifier(settings.caller_public_key)
        await enter(bus.serve(_NAME, endpoints, verifier, (DatabaseError,)))
        await tell()  # what was kept may be others than whoever listens has heard of
        yield


def readers_of(
    sources: Sequence[ParticipationSource], web: Web, password: str
) -> list[tuple[Platform, Reader]]:
    """Each platform with who speaks its dialect."""
    platforms = [Platform(web, source) for source in sources]
    return [(each, READERS[each.source.dialect](each, password)) for each in platforms]


app = Program(_NAME, ParticipationSettings, participation)
