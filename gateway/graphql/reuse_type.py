"""Hubs that are followed, and their items, as the schema shows them to editors."""

from typing import Any

import strawberry
from strawberry import Parent

from gateway.graphql.connections import connection
from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import encode
from gateway.graphql.resolved import many, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts.content import Content
from shared.contracts.kinds import KINDS
from shared.contracts.mirrored import MediaChoice
from shared.contracts.reuse import Acceptance, FollowedHub, FollowedItem, FollowedState
from shared.contracts.reuse_calls import DIFFERENCES, Difference, FollowedAmount, OfFollowed

for _enum in (MediaChoice, Acceptance, FollowedState):
    enum_type(_enum)

DifferenceType = output(Difference)
FollowedAmountType = output(FollowedAmount)


class FollowedHubFields:
    @staticmethod
    @resolved("A global id.", value=encode("FollowedHub", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"))
    def id(root: Parent[FollowedHub]) -> strawberry.ID:
        return strawberry.ID(encode("FollowedHub", root.id))


class FollowedItemFields:
    @staticmethod
    @resolved(
        "The item's global id, the same on both hubs.",
        value=encode("Experiment", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"),
    )
    def id(root: Parent[FollowedItem]) -> strawberry.ID:
        return strawberry.ID(encode(KINDS[root.kind].struct.__name__, root.id))

    @staticmethod
    @resolved(
        "The hub that it comes from.",
        value=encode("FollowedHub", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"),
    )
    def hub_id(root: Parent[FollowedItem]) -> strawberry.ID:
        return strawberry.ID(encode("FollowedHub", root.hub_id))

    @staticmethod
    @resolved("As it is shown here; null where it is not.", ContentType | None)
    async def content(root: Parent[FollowedItem], info: Info) -> Content | None:
        return await info.context.services.item(root.kind, root.id)

    @staticmethod
    @resolved("What taking over what is offered would change.", many(DifferenceType))
    async def differences(root: Parent[FollowedItem], info: Info) -> list[Difference]:
        found = await info.context.services.call(DIFFERENCES, OfFollowed(id=root.id))
        return list(found.differences)


FollowedHubType = output(FollowedHub, extras=FollowedHubFields)
FollowedItemType = output(FollowedItem, extras=FollowedItemFields)
FollowedItemConnection: Any = connection(
    "FollowedItem", FollowedItemType, "A page of items of followed hubs."
)
