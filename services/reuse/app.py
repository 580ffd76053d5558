"""The service that follows other hubs put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import msgspec

from services.reuse.deciding import Hubs, Items
from services.reuse.films import Films
from services.reuse.follower import Follower
from services.reuse.following import Following
from services.reuse.mirrors import Mirrors
from services.reuse.pictures import Pictures
from services.reuse.settings import ReuseSettings
from services.reuse.store import MOST_HUBS, ReuseStore, prepared
from services.reuse.taking import Taking
from services.reuse.upstream import Upstream
from shared.contracts import reuse_calls as calls
from shared.contracts.city import City
from shared.kit.blobs import Blobs
from shared.kit.bus import Bus, Endpoint
from shared.kit.documents import DatabaseError, database
from shared.kit.identity import Verifier
from shared.kit.run import Program
from shared.kit.web import Web

_NAME = "reuse"


@asynccontextmanager
async def reuse(settings: ReuseSettings, _stop: asyncio.Event) -> AsyncIterator[None]:
    """Answers on `reuse.…`, and follows."""
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        bus = await enter(Bus.connect(settings.nats_url, _NAME))
        documents = await enter(database(settings.mongo_url, settings.database or _NAME, prepared))
        blobs = await enter(Blobs.open_for(settings))
        private = frozenset(settings.private_hubs.split(","))
        web, streams, large = [
            await enter(Web.open(private, places)) for places in (32, MOST_HUBS, 4)
        ]
        city = msgspec.toml.decode(settings.city_file.read_bytes(), type=City)
        store, films = (
            ReuseStore(documents),
            Films(large, blobs, settings.work_dir, settings.max_film_bytes),
        )
        await enter(films.working())
        mirrors = Mirrors(bus, web, Pictures(web, blobs))
        taking = Taking(store, mirrors, films)
        following = Following(
            store,
            lambda hub_id: Follower(
                hub_id,
                store,
                taking,
                lambda hub: Upstream(web, streams, hub, settings.answer_seconds),
                settings.look_seconds,
            ),
        )
        hubs = Hubs(store, following.changed, settings.public_url)
        endpoints = (*_hubs(hubs), *_items(Items(store, taking, city)))
        verifier = Verifier(settings.caller_public_key)
        await enter(bus.serve(_NAME, endpoints, verifier, (DatabaseError,)))
        await enter(following.open())
        yield


def _hubs(hubs: Hubs) -> tuple[Endpoint[Any, Any], ...]:
    return (
        Endpoint(calls.FOLLOW, hubs.follow),
        Endpoint(calls.CHANGE, hubs.change),
        Endpoint(calls.UNFOLLOW, hubs.unfollow),
        Endpoint(calls.HUBS, hubs.hubs),
    )


def _items(items: Items) -> tuple[Endpoint[Any, Any], ...]:
    return (
        Endpoint(calls.LIST, items.list),
        Endpoint(calls.COUNT, items.count),
        Endpoint(calls.ITEM, items.item),
        Endpoint(calls.DIFFERENCES, items.differences),
        Endpoint(calls.ADOPT, items.adopt),
        Endpoint(calls.REFUSE, items.refuse),
        Endpoint(calls.OVERLAY, items.overlay),
    )


app = Program(_NAME, ReuseSettings, reuse)
