"""A content service put together: storage, outbox, life cycle, and its endpoints on the bus."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Raw

from shared.contracts.calls import Page
from shared.contracts.city import City
from shared.contracts.content import Content
from shared.contracts.kinds import Kind
from shared.contracts.search import entries_call
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus, Endpoint
from shared.kit.content import moves
from shared.kit.content.closing import Closing
from shared.kit.content.entries import Findable, Said, nothing_said
from shared.kit.content.images import Images
from shared.kit.content.lifecycle import Lifecycle, Publishable
from shared.kit.content.mirroring import Mirroring
from shared.kit.content.outbox import Outbox
from shared.kit.content.publication import (
    Files,
    Publication,
    Stays,
    nothing_stays,
    pictures_alone,
)
from shared.kit.content.reading import Reading
from shared.kit.content.rebuild import Rebuild
from shared.kit.content.regularly import regularly
from shared.kit.content.separation import prepared
from shared.kit.content.settling import Settling
from shared.kit.content.store import ContentStore
from shared.kit.documents import DatabaseError, database
from shared.kit.identity import Verifier
from shared.kit.settings import ContentSettings
from shared.kit.streams import ensure_streams

C = TypeVar("C", bound=Content)


@dataclass(frozen=True, slots=True)
class ContentService(Generic[C]):
    """What a service's own endpoints are built on."""

    kind: Kind[C]
    bus: Bus
    blobs: Blobs
    store: ContentStore[C]
    lifecycle: Lifecycle[C]
    mirroring: Mirroring[C]
    settling: Settling
    endpoints: tuple[Endpoint[Any, Any], ...]
    verifier: Verifier

    def serve(self, *own: Endpoint[Any, Any]) -> AbstractAsyncContextManager[None]:
        """Answers the calls common to all kinds, and the service's own."""
        endpoints = (*self.endpoints, *own)
        return self.bus.serve(self.kind.plural, endpoints, self.verifier, (DatabaseError,))


def always(_: Content, __: Content | None) -> None:
    """The publication rule of kinds that have none of their own."""


@asynccontextmanager
async def content_service(
    kind: Kind[C],
    settings: ContentSettings,
    *,
    publishable: Publishable[C] = always,
    files: Callable[[Blobs], Files[C]] = lambda _: pictures_alone,
    stays: Stays[C] = nothing_stays,
    said: Callable[[Blobs], Said[C]] = lambda _: nothing_said,
) -> AsyncIterator[ContentService[C]]:
    """Connects to everything a kind needs and brings its storage up to date.

    `publishable` raises where an item must not be published; `files` says what it opens to
    the public beside its pictures, before others hear of the publication; `stays`, which
    folders it then leaves open as they are; `said`, what the search may know of an item's sound.
    """
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        bus = await enter(Bus.connect(settings.nats_url, kind.plural))
        await ensure_streams(bus.jetstream)
        name = settings.database or kind.plural
        documents = await enter(
            database(settings.mongo_url, name, partial(prepared, kind=kind.struct))
        )
        blobs = await enter(Blobs.open_for(settings))
        store = ContentStore(documents, kind.struct)
        await enter(store.lists.followed())
        settling = Settling(Publication(store, blobs, files(blobs), stays).settle)
        await enter(settling.draining())
        outbox = Outbox(store, bus.jetstream, settling.settle)
        images = Images(store, blobs)
        city = msgspec.toml.decode(settings.city_file.read_bytes(), type=City)
        lifecycle = Lifecycle(kind.struct, store, outbox, city, publishable, images)
        mirroring = Mirroring(kind.struct, store, lifecycle, images, publishable)
        await enter(outbox.sweeping())
        closing = Closing(store, blobs, kind.plural, settling.settle)
        await enter(regularly(closing.sweep, settings))
        endpoints = (
            *_reading(kind, Reading(kind.struct, store)),
            *_writing(kind, lifecycle),
            *_pictures(kind, images),
            Endpoint(kind.calls.mirror, mirroring.mirror),
            Endpoint(kind.calls.release, mirroring.release),
            Endpoint(kind.calls.rebuild_log, Rebuild(store, outbox).stretch),
            Endpoint(entries_call(kind.kind), Findable(kind, store, said(blobs)).entries),
        )
        verifier = Verifier(settings.caller_public_key)
        yield ContentService(
            kind, bus, blobs, store, lifecycle, mirroring, settling, endpoints, verifier
        )


def _reading(kind: Kind[C], reading: Reading[C]) -> tuple[Endpoint[Any, Any], ...]:
    calls = kind.calls
    return (
        Endpoint(calls.get_many, reading.get_many),
        Endpoint(calls.by_slug, reading.by_slug),
        Endpoint(calls.withdrawal, reading.withdrawal),
        Endpoint(calls.list.replied_as(Page[Raw]), reading.list),
        Endpoint(calls.translations, reading.translations),
        Endpoint(calls.history, reading.history),
    )


def _writing(kind: Kind[C], life: Lifecycle[C]) -> tuple[Endpoint[Any, Any], ...]:
    calls = kind.calls
    return (
        Endpoint(calls.create, life.create),
        Endpoint(calls.edit, life.edit),
        Endpoint(calls.submit, partial(life.step, step=moves.SUBMIT)),
        Endpoint(calls.send_back, partial(life.step, step=moves.SEND_BACK)),
        Endpoint(calls.publish, partial(life.step, step=moves.PUBLISH)),
        Endpoint(calls.archive, partial(life.step, step=moves.ARCHIVE)),
        Endpoint(calls.withdraw, life.withdraw),
    )


def _pictures(kind: Kind[C], images: Images[C]) -> tuple[Endpoint[Any, Any], ...]:
    calls = kind.calls
    return (
        Endpoint(calls.begin_image, images.begin),
        Endpoint(calls.finish_image, images.finish),
        Endpoint(calls.image, images.address),
    )
