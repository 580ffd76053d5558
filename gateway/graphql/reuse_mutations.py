"""Following other hubs, and deciding on what they offer."""

from typing import Annotated, Any

import strawberry

from gateway.graphql.arguments import ItemId, Seen
from gateway.graphql.context import Info
from gateway.graphql.ids import decode, own_id
from gateway.graphql.inputs import input_type, to_draft
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.resolved import argument, resolved
from gateway.graphql.reuse_type import FollowedHubType, FollowedItemType
from shared.contracts import reuse_calls as calls
from shared.contracts.calls import Call
from shared.contracts.reuse import FollowedHub, FollowedItem, Overlay, Wishes
from shared.kit.validation import checked, converted

FollowedHubPayload: Any = payload_type("FollowedHubPayload", "hub", FollowedHubType)
FollowedItemPayload: Any = payload_type("FollowedItemPayload", "item", FollowedItemType)
WishesInput: Any = input_type(Wishes)
OverlayInput: Any = input_type(Overlay)
HubAddressArgument = Annotated[
    str, argument("The hub's public address.", "https://hub.soest.example")
]
HubId = Annotated[strawberry.ID, argument("The hub's global id.")]
FirstWishes = Annotated[
    WishesInput | None,
    argument("What is wanted of the hub; null asks for everything by hand."),
]
WishesArgument = Annotated[WishesInput, argument("What is wanted of the hub.")]
OverlayArgument = Annotated[OverlayInput, argument("All of this hub's own words.")]


async def _decided(
    info: Info, call: Call[calls.Decide, FollowedItem], id: str, revision: int | None
) -> Outcome:
    async def work() -> FollowedItem:
        request = calls.Decide(id=decode(str(id))[1], revision=revision)
        return await info.context.services.call(call, request)

    return await outcome(work())


class ReuseMutations:
    @staticmethod
    @resolved("Begins to follow a hub by its public address.", FollowedHubPayload)
    async def follow_hub(
        info: Info, address: HubAddressArgument, wishes: FirstWishes = None
    ) -> Outcome:
        async def work() -> FollowedHub:
            wanted = converted(to_draft(wishes) if wishes else {}, Wishes)
            request = checked(calls.Follow(address=address.rstrip("/"), wishes=wanted))
            return await info.context.services.call(calls.FOLLOW, request)

        return await outcome(work())

    @staticmethod
    @resolved("Says anew what is wanted of a hub.", FollowedHubPayload)
    async def change_followed_hub(info: Info, id: HubId, wishes: WishesArgument) -> Outcome:
        async def work() -> FollowedHub:
            wanted = converted(to_draft(wishes), Wishes)
            request = calls.ChangeWishes(id=own_id("FollowedHub", str(id)), wishes=wanted)
            return await info.context.services.call(calls.CHANGE, request)

        return await outcome(work())

    @staticmethod
    @resolved("Takes down all that came from a hub, and forgets it.", FollowedHubPayload)
    async def unfollow_hub(info: Info, id: HubId) -> Outcome:
        async def work() -> FollowedHub:
            request = calls.Unfollow(id=own_id("FollowedHub", str(id)))
            return await info.context.services.call(calls.UNFOLLOW, request)

        return await outcome(work())

    @staticmethod
    @resolved("Shows what is offered of an item.", FollowedItemPayload)
    async def adopt_item(info: Info, id: ItemId, revision: Seen = None) -> Outcome:
        return await _decided(info, calls.ADOPT, id, revision)

    @staticmethod
    @resolved("Does not show an item, or no longer.", FollowedItemPayload)
    async def refuse_item(info: Info, id: ItemId, revision: Seen = None) -> Outcome:
        return await _decided(info, calls.REFUSE, id, revision)

    @staticmethod
    @resolved("Sets this hub's own words in an item of another.", FollowedItemPayload)
    async def overlay_item(
        info: Info, id: ItemId, overlay: OverlayArgument, revision: Seen = None
    ) -> Outcome:
        async def work() -> FollowedItem:
            own = converted(to_draft(overlay), Overlay)
            request = calls.SetOverlay(id=decode(str(id))[1], overlay=own, revision=revision)
            return await info.context.services.call(calls.OVERLAY, request)

        return await outcome(work())
