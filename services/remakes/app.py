"""The service for remakes put together: storage, photos, and its endpoints on the bus."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import msgspec

from services.remakes.cleanup import Cleanup
from services.remakes.deciding import Deciding
from services.remakes.items import Items
from services.remakes.photos import Photos
from services.remakes.reading import Reading
from services.remakes.store import RemakeStore, prepared
from services.remakes.submitting import Submitting
from shared.contracts import remake_calls as calls
from shared.contracts.caller import Caller
from shared.contracts.city import City
from shared.contracts.remake import Remake
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus, Endpoint
from shared.kit.content.regularly import regularly
from shared.kit.documents import DatabaseError, database
from shared.kit.identity import Verifier
from shared.kit.run import Program
from shared.kit.settings import ContentSettings

_NAME = "remakes"


@asynccontextmanager
async def remakes(settings: ContentSettings, _stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `remakes.…`."""
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        bus = await enter(Bus.connect(settings.nats_url, _NAME))
        documents = await enter(database(settings.mongo_url, settings.database or _NAME, prepared))
        blobs = await enter(Blobs.open_for(settings))
        store, items, photos = RemakeStore(documents), Items(bus), Photos(blobs)
        city = msgspec.toml.decode(settings.city_file.read_bytes(), type=City)
        await enter(regularly(Cleanup(store, photos, blobs).sweep, settings))

        async def tell(remake: Remake) -> None:
            changed = calls.RemakesChanged(kind=remake.kind, item_id=remake.item_id)
            await bus.tell(calls.CHANGED, changed)

        endpoints = (
            *_submitting(Submitting(store, items, photos, city), photos),
            *_reading(Reading(store, items, photos)),
            *_deciding(Deciding(store, photos, tell)),
        )
        verifier = Verifier(settings.caller_public_key)
        await enter(bus.serve(_NAME, endpoints, verifier, (DatabaseError,)))
        yield


def _submitting(submitting: Submitting, photos: Photos) -> tuple[Endpoint[Any, Any], ...]:
    async def begin(request: calls.BeginPhoto, _: Caller | None) -> calls.PhotoUpload:
        return photos.begin(request)

    return Endpoint(calls.BEGIN_PHOTO, begin), Endpoint(calls.SUBMIT, submitting.submit)


def _reading(reading: Reading) -> tuple[Endpoint[Any, Any], ...]:
    return (
        Endpoint(calls.LIST, reading.list),
        Endpoint(calls.RESULTS, reading.results),
        Endpoint(calls.COUNTS, reading.counts),
        Endpoint(calls.PHOTO, reading.photo),
    )


def _deciding(deciding: Deciding) -> tuple[Endpoint[Any, Any], ...]:
    return (
        Endpoint(calls.APPROVE, deciding.approve),
        Endpoint(calls.REJECT, deciding.reject),
        Endpoint(calls.LOOK_UP, deciding.look_up),
        Endpoint(calls.DELETE, deciding.delete),
    )


app = Program(_NAME, ContentSettings, remakes)
