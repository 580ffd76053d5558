"""Reusing what other hubs publish: which hubs are followed, and what was made of their items."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shared.contracts.content import ContentKind, WithdrawalReason
from shared.contracts.feed import FeedEntry
from shared.contracts.licence import LicenceCode
from shared.contracts.mirrored import HubAddress, MediaChoice, PageAddress, Sha256
from shared.contracts.on_site import Contacts, Dates, Places
from shared.contracts.words import BY_HUB, HIDDEN, PLAIN, Choice, Id, Line, Slug, Uuid7, doc


class Acceptance(Choice):
    """Who says yes to what a followed hub publishes."""

    AUTOMATIC = "automatic", "Nobody needs to."
    BY_HAND = "by_hand", "An editor does."


class FollowedState(Choice):
    """Where an item of a followed hub stands here."""

    OFFERED = "offered", "It waits for an editor's word."
    SHOWN = "shown", "It is shown."
    CHANGED = "changed", "It is shown, and a change of it waits for an editor's word."
    REFUSED = "refused", "An editor does not want it."
    GONE = "gone", "Its source has taken it down."


SHOWING = frozenset({FollowedState.SHOWN, FollowedState.CHANGED})
"""While something of the item is shown here."""


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong at present; `message` is in German, for editors."""

    code: Annotated[str, doc("A stable word for it.", "hash_mismatch")]
    message: Annotated[
        str, doc("What is wrong, in German.", "Der andere Hub ist nicht erreichbar.")
    ]
    at: Annotated[datetime, doc("Since when.")]


class Wishes(Struct, frozen=True, kw_only=True):
    """What is wanted of a hub. Empty lists narrow nothing."""

    name: Annotated[
        str, Meta(max_length=100, pattern=PLAIN), doc("What editors call the hub.", "Soest")
    ] = ""
    media: Annotated[MediaChoice, doc("What becomes of pictures and films.")] = MediaChoice.COPY
    new_items: Annotated[Acceptance, doc("Who accepts new items.")] = Acceptance.BY_HAND
    updates: Annotated[Acceptance, doc("Who accepts changes.")] = Acceptance.BY_HAND
    kinds: Annotated[tuple[ContentKind, ...], Meta(max_length=10), doc("Only these kinds.")] = ()
    fields: Annotated[
        tuple[Slug, ...],
        Meta(max_length=20),
        doc("Only these of the other hub's innovation fields.", ["umwelt"]),
    ] = ()
    licences: Annotated[
        tuple[LicenceCode, ...], Meta(max_length=10), doc("Only under these licences.")
    ] = ()
    paused: Annotated[bool, doc("Whether the hub is left alone for now.")] = False


class FollowedHub(Struct, frozen=True, kw_only=True):
    """A hub whose feed is followed."""

    id: Annotated[Id, HIDDEN]
    address: HubAddress
    wishes: Annotated[Wishes, doc("What is wanted of it.")]
    revision: Annotated[int, doc("Counts up with each change.", 3)] = 1
    created_at: Annotated[datetime, doc("Since when it is followed.")]
    created_by: Annotated[Id, HIDDEN]
    cursor: Annotated[str | None, HIDDEN] = None
    replay_since: Annotated[
        datetime | None, HIDDEN, doc("While the feed is read from its beginning.")
    ] = None
    checked_at: Annotated[
        datetime | None, BY_HUB, doc("When all that it had told was known here.")
    ] = None
    fault: Annotated[Fault | None, doc("What is wrong with it; null where it is well.")] = None
    leaving: Annotated[bool, doc("Whether its items are being taken down here.")] = False


class Price(Struct, frozen=True, kw_only=True):
    """What a material costs here."""

    item: Annotated[Line, doc("The material, as it is called there.", "Sensor SDS011")]
    cost_euro: Annotated[
        float, Meta(ge=0, le=1_000_000), doc("Euros, for the quantity named there.", 24.5)
    ]


class Overlay(Struct, frozen=True, kw_only=True):
    """This hub's own words in an item of another. What is null stays as it is there."""

    places: Annotated[Places | None, doc("Where it is, here.")] = None
    contacts: Annotated[Contacts | None, doc("Whom to ask, here.")] = None
    dates: Annotated[Dates | None, doc("When one can come, here.")] = None
    prices: Annotated[tuple[Price, ...], Meta(max_length=60), doc("What materials cost here.")] = ()
    fields: Annotated[
        Annotated[tuple[Slug, ...], Meta(max_length=10)] | None,
        doc("This hub's innovation fields that it belongs to.", ["umwelt"]),
    ] = None
    measures: Annotated[
        Annotated[tuple[Slug, ...], Meta(max_length=10)] | None,
        doc("This hub's measures that it belongs to.", ["digitaler-wissenscampus"]),
    ] = None


class Pinned(Struct, frozen=True, kw_only=True):
    """A state of the item as the other hub told it; `entry` is its JSON, whole."""

    revision: Annotated[int, doc("The revision there.", 3)]
    content_hash: Annotated[Sha256, doc("Of what the item says there.")]
    at: Annotated[datetime, doc("When it came here.")]
    url: Annotated[PageAddress, doc("The item's page there.")]
    attribution: Annotated[
        str, doc("What is to be set beside it.", "„Regen zählen“, Stadt Soest, CC BY 4.0")
    ]
    entry: Annotated[str, HIDDEN]

    def read(self) -> FeedEntry:
        """What the other hub told."""
        return msgspec.json.decode(self.entry, type=FeedEntry)


class FollowedItem(Struct, frozen=True, kw_only=True):
    """An item of a followed hub: what is shown of it here, and what waits for a decision."""

    id: Annotated[Uuid7, HIDDEN]
    hub_id: Annotated[Id, HIDDEN]
    kind: Annotated[ContentKind, doc("What the item is.")]
    title: Annotated[Line, doc("What it is called.", "Regen zählen")]
    state: Annotated[FollowedState, doc("Where it stands here.")]
    pinned: Annotated[Pinned | None, doc("What is shown.")] = None
    offered: Annotated[Pinned | None, doc("What could be shown instead.")] = None
    overlay: Annotated[Overlay, doc("This hub's own words in it.")] = Overlay()
    reason: Annotated[WithdrawalReason | None, doc("Why it is gone, if the other hub says so.")] = (
        None
    )
    fault: Annotated[Fault | None, doc("What is wrong with it; null where it is well.")] = None
    films: Annotated[dict[str, str], HIDDEN, doc("Addresses of what was handed on, by track.")] = {}
    accepted: Annotated[
        Sha256 | None, HIDDEN, doc("The state that is wanted, while showing it does not succeed.")
    ] = None
    tries: Annotated[int, HIDDEN, doc("How often that has failed.")] = 0
    revision: Annotated[int, doc("Counts up with each change.", 3)] = 1
    seen_at: Annotated[datetime, HIDDEN]
    modified_at: Annotated[datetime, doc("When anything of it last changed here.")]
    due_at: Annotated[datetime | None, HIDDEN, doc("When it is to be tried once more.")] = None
