"""The services in which items of other hubs are kept, asked to show one or to take it down."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from services.reuse.captions import captions
from services.reuse.overlay import overlaid
from services.reuse.pictures import Pictures, without_pictures
from shared.contracts.calls import Film, Mirror, Release
from shared.contracts.content import Content, WithdrawalReason
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.feed import FeedEntry
from shared.contracts.kinds import KINDS
from shared.contracts.mirrored import MediaChoice, Mirrored
from shared.contracts.portable import portable_fields
from shared.contracts.reuse import FollowedHub, FollowedItem, Pinned
from shared.contracts.video import Video
from shared.kit.bus import Bus
from shared.kit.content.pictures import pictures
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
        content = _of_its_kind(item, entry)
        known = _checked(hub, item, content)
        texts = await self._bring(hub, item, chosen, known, entry)
        if hub.wishes.media is MediaChoice.LINK:
            content = without_pictures(content)
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

    async def _bring(
        self,
        hub: FollowedHub,
        item: FollowedItem,
        chosen: Pinned,
        known: Content,
        entry: FeedEntry,
    ) -> dict[str, str]:
        """All that the item shows is in the store afterwards; the texts of its captions, where
        they are not here already.
        """
        if hub.wishes.media is MediaChoice.LINK or entry.media is None:
            return {}
        await self._pictures.bring({image.key for image in pictures(known)}, entry.media)
        is_here = item.pinned is not None and item.pinned.content_hash == chosen.content_hash
        if is_here or not isinstance(known, Video):
            return {}
        return await captions(self._web, known, entry.media)


def _of_its_kind(item: FollowedItem, entry: FeedEntry) -> dict[str, Any]:
    """What the item says in fields that its kind has, and nothing else."""
    struct: type[Content] = KINDS[item.kind].struct
    names = portable_fields(struct) | {"kind"}
    content = entry.content or {}
    return {name: value for name, value in content.items() if name in names}


def _checked(hub: FollowedHub, item: FollowedItem, content: dict[str, Any]) -> Content:
    """`Invalid` where the content is none of its kind; after this its parts are what they seem."""
    head = {"created_at": now(), "created_by": hub.created_by, "modified_at": now()}
    checked: Content = converted(content | head, KINDS[item.kind].struct)
    return checked


def _source(
    hub: FollowedHub, chosen: Pinned, content: Mapping[str, Any], local: tuple[str, ...]
) -> Mirrored:
    source = {name: getattr(chosen, name) for name in ("url", "revision", "content_hash", "at")}
    own = {
        "hub": hub.address,
        "publisher": content.get("publisher") or hub.address,
        "local": local,
        "media": hub.wishes.media,
    }
    return converted(source | own, Mirrored)
