"""The calls of the service that follows other hubs. All are for editors."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call, Page
from shared.contracts.mirrored import HubAddress
from shared.contracts.reuse import FollowedHub, FollowedItem, FollowedState, Overlay, Wishes
from shared.contracts.words import Id, Uuid7, doc

ItemCursor = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9T:.+-]{20,30}/[0-9a-f-]{36}\Z")]


class Follow(Struct, frozen=True, kw_only=True):
    """Begins to follow a hub, or finds it where it is followed already."""

    address: HubAddress
    wishes: Wishes = Wishes()


class ChangeWishes(Struct, frozen=True, kw_only=True):
    """What is wanted of a hub from now on."""

    id: Id
    wishes: Wishes


class Unfollow(Struct, frozen=True, kw_only=True):
    """Takes down what came from a hub, and then forgets the hub."""

    id: Id


class ListHubs(Struct, frozen=True, kw_only=True):
    """Asks for all hubs that are followed."""


class Hubs(Struct, frozen=True, kw_only=True):
    hubs: tuple[FollowedHub, ...]


class ListFollowed(Struct, frozen=True, kw_only=True):
    """A page of the items in a state, the last changed first."""

    state: FollowedState
    first: Annotated[int, Meta(ge=1, le=100)] = 20
    after: ItemCursor | None = None


class CountFollowed(Struct, frozen=True, kw_only=True):
    """Asks how many items there are in each state."""


class FollowedAmount(Struct, frozen=True, kw_only=True):
    """How many items of followed hubs are in a state."""

    state: Annotated[FollowedState, doc("Where they stand here.")]
    amount: Annotated[int, doc("How many they are.", 12)]


class FollowedAmounts(Struct, frozen=True, kw_only=True):
    amounts: tuple[FollowedAmount, ...]


class OfFollowed(Struct, frozen=True, kw_only=True):
    """Names an item of a followed hub."""

    id: Uuid7


class Decide(Struct, frozen=True, kw_only=True):
    """Takes over what is offered of the item, or no longer shows it, as somebody saw it."""

    id: Uuid7
    revision: int | None = None


class SetOverlay(Struct, frozen=True, kw_only=True):
    """This hub's own words, in the place of those that were set before."""

    id: Uuid7
    revision: int | None = None
    overlay: Overlay


class Difference(Struct, frozen=True, kw_only=True):
    """A place in an item that would change; one side is empty where it is new, or goes."""

    path: Annotated[str, doc("Fields and places in lists.", "steps.2.text")]
    before: Annotated[str, doc("What is shown.", "Eine Woche warten.")]
    after: Annotated[str, doc("What would be.", "Zwei Wochen warten.")]


class Differences(Struct, frozen=True, kw_only=True):
    """What taking over what is offered would change."""

    differences: tuple[Difference, ...]


_PATIENT = 60.0
"""Seconds: pictures are fetched from the other hub before the answer."""

FOLLOW = Call("reuse.follow", Follow, FollowedHub)
CHANGE = Call("reuse.change", ChangeWishes, FollowedHub)
UNFOLLOW = Call("reuse.unfollow", Unfollow, FollowedHub)
HUBS = Call("reuse.hubs", ListHubs, Hubs)
LIST: Call[ListFollowed, Page[FollowedItem]] = Call("reuse.list", ListFollowed, Page[FollowedItem])
COUNT = Call("reuse.count", CountFollowed, FollowedAmounts)
ITEM = Call("reuse.item", OfFollowed, FollowedItem)
DIFFERENCES = Call("reuse.differences", OfFollowed, Differences)
ADOPT = Call("reuse.adopt", Decide, FollowedItem, _PATIENT)
REFUSE = Call("reuse.refuse", Decide, FollowedItem, _PATIENT)
OVERLAY = Call("reuse.overlay", SetOverlay, FollowedItem, _PATIENT)
