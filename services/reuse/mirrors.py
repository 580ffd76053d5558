"""The services in which items of other hubs are kept, asked to show one or to take it down."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec

from services.reuse.captions import captions
from services.reuse.overlay import overlaid
from services.reuse.pictures import Pictures, without_pictures
from shared.contracts.calls import Film, Mirror, Release
from shared.contracts.content import Content, WithdrawalReason
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.feed import FeedEntry
from shared.contracts.kinds import KINDS
from shared.contracts.mirrored import MediaChoice, Mirrored
from shared.contracts.reuse import FollowedHub, FollowedItem, Pinned
from shared.kit.bus import Bus
from shared.kit.ids import now
from shared.kit.validation import converted
from shared.kit.web import Web

NO_FILMS: Mapping[str, Film] = {}


class Mirrors:
    """What is written here is the source's words with this hub's in them, and nothing unchecked."""

    def __init__(self, bus: Bus, web: Web, pictures: Pictures) -> None:
        self._bus = bus
        self._web = web
        self._pictures = pictures

    async def put(
        self,
        hub: FollowedHub,
        item: FollowedItem,
        chosen: Pinned,
        films: Mapping[str, Film] = NO_FILMS,
    ) -> Content:
        """The item as it is kept now. Raises `Invalid`, `ItemFault`, `FetchError`, `Conflict` where
        it is not this hub's to mirror, and `Unavailable`.
        """
        entry = chosen.read()
        _check_form(item, entry, hub)
        content, texts = await self._brought(hub, entry)
        content, local = overlaid(content, item.overlay)
        request = Mirror(
            content=content,
            source=_source(hub, chosen, content, local),
            by=hub.created_by,
            films=dict(films),
            captions=texts,
        )
        kept: Content = await self._bus.call(KINDS[item.kind].calls.mirror, request)
        return kept

    async def take_down(
        self, hub: FollowedHub, item: FollowedItem, reason: WithdrawalReason | None = None
    ) -> None:
        """Raises `Unavailable`."""
        request = Release(id=item.id, hub=hub.address, reason=reason)
        with suppress(NotFound, Conflict):  # was never shown, or is not from this hub
            await self._bus.call(KINDS[item.kind].calls.release, request)

    async def _brought(
        self, hub: FollowedHub, entry: FeedEntry
    ) -> tuple[dict[str, Any], dict[str, str]]:
        """The content with all that it shows in the store, and the texts of its captions."""
        content, media = entry.content or {}, entry.media
        if hub.wishes.media is MediaChoice.LINK or media is None:
            return without_pictures(content), {}
        await self._pictures.bring(content, media)
        return content, await captions(self._web, content, media)


def _check_form(item: FollowedItem, entry: FeedEntry, hub: FollowedHub) -> None:
    """`Invalid` where the content is none of its kind; after this its parts are what they seem."""
    head = {"created_at": now(), "created_by": hub.created_by, "modified_at": now()}
    converted((entry.content or {}) | head, KINDS[item.kind].struct)


def _source(
    hub: FollowedHub, chosen: Pinned, content: Mapping[str, Any], local: tuple[str, ...]
) -> Mirrored:
    return converted(
        msgspec.to_builtins(
            Mirrored(
                hub=hub.address,
                publisher=str(content.get("publisher") or hub.address),
                url=chosen.url,
                revision=chosen.revision,
                content_hash=chosen.content_hash,
                at=chosen.at,
                local=local,
                media=hub.wishes.media,
            )
        ),
        Mirrored,
    )
