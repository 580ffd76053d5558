"""Reusing what other hubs publish: which hubs are followed, and what was made of their items."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shared.contracts.content import ContentKind, WithdrawalReason
from shared.contracts.feed import FeedEntry
from shared.contracts.licence import LicenceCode
from shared.contracts.mirrored import HubAddress, MediaChoice, PageAddress, Sha256
from shared.contracts.on_site import Contacts, Dates, Places
from shared.contracts.words import BY_HUB, HIDDEN, PLAIN, Id, Line, Slug, Uuid7


class Acceptance(StrEnum):
    """Who says yes to what a followed hub publishes: nobody needs to, or an editor does."""

    AUTOMATIC = "automatic"
    BY_HAND = "by_hand"


class FollowedState(StrEnum):
    """Where an item of a followed hub stands here."""

    OFFERED = "offered"
    SHOWN = "shown"
    CHANGED = "changed"
    REFUSED = "refused"
    GONE = "gone"


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong at present; `message` is in German, for editors."""

    code: str
    message: str
    at: datetime


class Wishes(Struct, frozen=True, kw_only=True):
    """What is wanted of a hub. Empty lists narrow nothing."""

    name: Annotated[str, Meta(max_length=100, pattern=PLAIN, description="For editors.")] = ""
    media: MediaChoice = MediaChoice.COPY
    new_items: Acceptance = Acceptance.BY_HAND
    updates: Acceptance = Acceptance.BY_HAND
    kinds: Annotated[tuple[ContentKind, ...], Meta(max_length=10)] = ()
    fields: Annotated[
        tuple[Slug, ...], Meta(max_length=20, description="The other hub's innovation fields.")
    ] = ()
    licences: Annotated[tuple[LicenceCode, ...], Meta(max_length=10)] = ()
    paused: bool = False


class FollowedHub(Struct, frozen=True, kw_only=True):
    """A hub whose feed is followed."""

    id: Annotated[Id, HIDDEN]
    address: HubAddress
    wishes: Wishes
    revision: int = 1
    created_at: datetime
    created_by: Annotated[Id, HIDDEN]
    cursor: Annotated[str | None, HIDDEN] = None
    replay_since: Annotated[
        datetime | None, HIDDEN, Meta(description="While the feed is read from its beginning.")
    ] = None
    checked_at: Annotated[
        datetime | None, BY_HUB, Meta(description="When all that it had told was known here.")
    ] = None
    fault: Fault | None = None
    leaving: Annotated[bool, Meta(description="Whether its items are being taken down here.")] = (
        False
    )


class Prices(Struct, frozen=True, kw_only=True):
    """What a material costs here."""

    item: Line
    cost_euro: Annotated[float, Meta(ge=0, le=1_000_000, description="For the quantity named.")]


class Overlay(Struct, frozen=True, kw_only=True):
    """This hub's own words in an item of another. What is null stays as it is there."""

    places: Places | None = None
    contacts: Contacts | None = None
    dates: Dates | None = None
    prices: Annotated[tuple[Prices, ...], Meta(max_length=60)] = ()
    fields: Annotated[tuple[Slug, ...], Meta(max_length=10)] | None = None
    measures: Annotated[tuple[Slug, ...], Meta(max_length=10)] | None = None


class Pinned(Struct, frozen=True, kw_only=True):
    """A state of the item as the other hub told it; `entry` is its JSON, whole."""

    revision: int
    content_hash: Sha256
    at: Annotated[datetime, Meta(description="When it came here.")]
    url: PageAddress
    attribution: str
    entry: Annotated[str, HIDDEN]

    def read(self) -> FeedEntry:
        """What the other hub told."""
        return msgspec.json.decode(self.entry, type=FeedEntry)


class FollowedItem(Struct, frozen=True, kw_only=True):
    """An item of a followed hub: what is shown of it here, and what waits for a decision."""

    id: Annotated[Uuid7, HIDDEN]
    hub_id: Annotated[Id, HIDDEN]
    kind: ContentKind
    title: Line
    state: FollowedState
    pinned: Annotated[Pinned | None, Meta(description="What is shown.")] = None
    offered: Annotated[Pinned | None, Meta(description="What could be shown instead.")] = None
    overlay: Overlay = Overlay()
    reason: Annotated[
        WithdrawalReason | None, Meta(description="Why it is gone, if the other hub says so.")
    ] = None
    fault: Fault | None = None
    films: Annotated[
        dict[str, str], HIDDEN, Meta(description="Addresses of what was handed on, by track.")
    ] = {}
    revision: int = 1
    seen_at: Annotated[datetime, HIDDEN]
    modified_at: datetime
    due_at: Annotated[
        datetime | None, HIDDEN, Meta(description="When it is to be tried once more.")
    ] = None
