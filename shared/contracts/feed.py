"""The feed of changes as JSON: what a hub tells of its items, and another one reads."""

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Raw, Struct

from shared.contracts.content import ContentKind, WithdrawalReason
from shared.contracts.mirrored import PageAddress, Sha256
from shared.contracts.video import TrackKind
from shared.contracts.words import BlobKey, Bytes, Uuid7

ITEMS_PATH = "/api/v1/items"
CHANGES_PATH = "/api/v1/changes"
MOST = 100
"""Changes in a page."""


class FeedLicence(Struct, frozen=True, kw_only=True):
    """What reusers may do: `code` is SPDX's or GovData's."""

    code: str
    name: str
    url: str


class FeedAttribution(Struct, frozen=True, kw_only=True):
    """What reusers set beside the item."""

    text: Annotated[str, Meta(max_length=20_000)]
    html: Annotated[str, Meta(max_length=40_000)]


class FeedDownload(Struct, frozen=True, kw_only=True):
    """A whole film to keep."""

    url: PageAddress
    type: str
    bytes: Bytes


class FeedFilm(Struct, frozen=True, kw_only=True):
    """Where a film is played and fetched."""

    hls: PageAddress
    poster: PageAddress | None = None
    downloads: tuple[FeedDownload, ...] = ()


class FeedMedia(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Addresses of pictures and captions by the keys that stand in the content."""

    pictures: dict[BlobKey, PageAddress]
    captions: dict[BlobKey, PageAddress] = {}
    film: FeedFilm | None = None
    beside: Annotated[
        dict[TrackKind, FeedFilm],
        Meta(description="Audio description and sign language, on the film's timeline."),
    ] = {}


class FeedEntry(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """An item's last change: what it is now, or that it is gone, and why if somebody said so."""

    id: Annotated[str, Meta(max_length=200, description="The item's GraphQL id.")]
    uuid: Uuid7
    kind: ContentKind
    revision: Annotated[int, Meta(ge=0, le=2**53)]
    at: datetime
    deleted: bool
    reason: WithdrawalReason | None = None
    url: PageAddress | None = None
    content_hash: Sha256 | None = None
    licence: FeedLicence | None = None
    attribution: FeedAttribution | None = None
    content: dict[str, Any] | None = None
    media: FeedMedia | None = None


class FeedPage(Struct, frozen=True, kw_only=True):
    """A stretch of the feed. `cursor` is the place after it; `next` leads on while there is more.
    The entries stay unread: one that cannot be read holds up no other.
    """

    results: tuple[Raw, ...]
    cursor: Annotated[str, Meta(max_length=200)]
    next: str | None = None
