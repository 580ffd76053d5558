"""What a feed tells of one item: read within bounds, and held to its own word."""

import re

import msgspec
from msgspec import Raw, Struct

from services.reuse.errors import HashMismatch
from shared.contracts.feed import FeedEntry
from shared.contracts.portable import hash_of
from shared.contracts.reuse import FollowedHub, FollowedItem, FollowedState, Pinned
from shared.kit.ids import now

_MOST_BYTES = 512 * 1024
"""Of an entry: an item may have 128 kB, and all its addresses stand beside it."""

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Named(Struct):
    """An entry of which no more can be read."""

    uuid: str


def read(raw: Raw) -> FeedEntry:
    """Raises `msgspec.DecodeError`, `UnicodeDecodeError` and `RecursionError`."""
    if len(bytes(raw)) > _MOST_BYTES:
        raise msgspec.ValidationError(f"more than {_MOST_BYTES} bytes")
    bytes(raw).decode()  # also where nobody looks
    return msgspec.json.decode(raw, type=FeedEntry)


def check(hub: FollowedHub, entry: FeedEntry) -> None:
    """`HashMismatch` where the entry is not what it says."""
    content = entry.content
    if content is None or entry.url is None or entry.content_hash is None or entry.media is None:
        raise HashMismatch("Der Eintrag ist nicht vollständig.")
    if hash_of(content) != entry.content_hash:
        raise HashMismatch("Der Inhalt ist nicht der, den der Hub angibt (Prüfsumme).")
    named = (content.get("id"), content.get("kind"))
    if named != (entry.uuid, entry.kind.value) or not entry.url.startswith(f"{hub.address}/"):
        raise HashMismatch("Der Eintrag nennt einen anderen Inhalt als den, den er enthält.")


def pinned(entry: FeedEntry, raw: Raw) -> Pinned:
    """The state as it is kept, from an entry that was checked."""
    return Pinned(
        revision=entry.revision,
        content_hash=entry.content_hash or "",
        at=now(),
        url=entry.url or "",
        attribution=entry.attribution.text if entry.attribution else "",
        entry=bytes(raw).decode(),
    )


def offered(hub: FollowedHub, entry: FeedEntry, told: Pinned) -> FollowedItem:
    """A new item that waits for somebody\'s word."""
    title = _UNREADABLE.sub("", str((entry.content or {}).get("title", "")))[:200]
    return FollowedItem(
        id=entry.uuid,
        hub_id=hub.id,
        kind=entry.kind,
        title=title or entry.uuid,
        state=FollowedState.OFFERED,
        offered=told,
        seen_at=now(),
        modified_at=now(),
    )
