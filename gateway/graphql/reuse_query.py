"""Reading what other hubs offer; for editors."""

from typing import Annotated

from gateway.graphql.arguments import After, First, ItemId
from gateway.graphql.context import Info
from gateway.graphql.ids import decode
from gateway.graphql.resolved import argument, many, resolved
from gateway.graphql.reuse_type import (
    FollowedAmountType,
    FollowedHubType,
    FollowedItemConnection,
    FollowedItemType,
)
from shared.contracts.calls import Page
from shared.contracts.errors import NotFound
from shared.contracts.reuse import FollowedHub, FollowedItem, FollowedState
from shared.contracts.reuse_calls import (
    COUNT,
    HUBS,
    ITEM,
    LIST,
    CountFollowed,
    FollowedAmount,
    ListFollowed,
    ListHubs,
    OfFollowed,
)
from shared.kit.validation import checked

InState = Annotated[FollowedState, argument("Where the items stand here.")]


class ReuseQueries:
    @resolved("The hubs that are followed; for editors.", many(FollowedHubType) | None)
    async def followed_hubs(self, info: Info) -> list[FollowedHub]:
        return list((await info.context.services.call(HUBS, ListHubs())).hubs)

    @resolved(
        "Items of followed hubs, the last changed first; for editors.",
        FollowedItemConnection | None,
    )
    async def followed_items(
        self,
        info: Info,
        state: InState = FollowedState.OFFERED,
        first: First = 20,
        after: After = None,
    ) -> Page[FollowedItem]:
        request = ListFollowed(state=state, first=first, after=after)
        return await info.context.services.call(LIST, checked(request))

    @resolved(
        "How many items there are in each state; for editors.", many(FollowedAmountType) | None
    )
    async def followed_amounts(self, info: Info) -> list[FollowedAmount]:
        return list((await info.context.services.call(COUNT, CountFollowed())).amounts)

    @resolved("An item of a followed hub; null where there is none.", FollowedItemType | None)
    async def followed_item(self, info: Info, id: ItemId) -> FollowedItem | None:
        try:
            request = OfFollowed(id=decode(str(id))[1])
            return await info.context.services.call(ITEM, request)
        except NotFound:
            return None
