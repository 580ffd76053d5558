"""The feed of changes in the schema."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import Parent

from gateway.feeds.changes import Change, Feed, Page, Wanted
from gateway.graphql.arguments import First
from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Info
from gateway.graphql.ids import encode
from gateway.graphql.resolved import argument, example, many, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts.content import Content, ContentKind, WithdrawalReason
from shared.contracts.errors import Invalid
from shared.contracts.feed import MOST
from shared.contracts.kinds import KINDS
from shared.contracts.licence import LicenceCode

enum_type(LicenceCode)
enum_type(WithdrawalReason)


_PLACE = "WzE3NzU4OTYwMDAwMDAwMDAsNDIsNDJd"
From = Annotated[str | None, argument("`endCursor` of the last page; null to begin.", _PLACE)]
OfKinds = Annotated[list[ContentKind] | None, argument("These kinds alone.")]
OfFields = Annotated[list[str] | None, argument("Slugs of innovation fields.", ["umwelt"])]
UnderLicences = Annotated[list[LicenceCode] | None, argument("What is under these alone.")]


def _cursor(root: Parent[Change]) -> str:
    return str(root.cursor)


def _id(root: Parent[Change]) -> strawberry.ID:
    return strawberry.ID(encode(KINDS[root.kind].struct.__name__, root.id))


def _content(root: Parent[Change]) -> Content | None:
    return root.item


@strawberry.type(name="Change", description="An item's last change.")
class ChangeType:
    cursor: str = strawberry.field(
        resolver=_cursor,
        description="The place after this change: give it as `after`.",
        metadata=example(_PLACE),
    )
    id: strawberry.ID = strawberry.field(resolver=_id, description="The item's global id.")
    kind: ContentKind = strawberry.field(description="What the item is.")
    deleted: bool = strawberry.field(
        description="Whether it is gone, or no longer among what was asked for. Drop it."
    )
    reason: WithdrawalReason | None = strawberry.field(
        description="Why it was taken down; null where nobody took it down."
    )
    revision: int = strawberry.field(
        description="Counts up with each change of the item.", metadata=example(3)
    )
    at: datetime = strawberry.field(description="When it changed.")
    content: Any = strawberry.field(
        resolver=_content,
        graphql_type=ContentType | None,
        description="The item as it is now; null where it is deleted.",
    )


def _nodes(root: Parent[Page]) -> list[Change]:
    return root.changes


def _end_cursor(root: Parent[Page]) -> str:
    return str(root.cursor)


def _has_next_page(root: Parent[Page]) -> bool:
    return root.more


@strawberry.type(description="A stretch of the feed of changes.")
class ChangePage:
    nodes: Any = strawberry.field(
        resolver=_nodes,
        graphql_type=many(ChangeType),
        description="The changes, oldest first; each item once.",
    )
    end_cursor: str = strawberry.field(
        resolver=_end_cursor,
        description="The place after this page: keep it, and ask from there the next time.",
        metadata=example(_PLACE),
    )
    has_next_page: bool = strawberry.field(
        resolver=_has_next_page, description="Whether there is more just now."
    )


class ChangeQuery:
    """What the type Query has for those who follow."""

    @resolved(
        "Every public item once, at its last change, and a tombstone for each that is gone. Begin "
        "without `after`, keep `endCursor`, and ask again from there.",
        ChangePage | None,
        "{ changes(first: 100) { nodes { id deleted content { title contentHash } } endCursor } }",
    )
    async def changes(
        self,
        info: Info,
        after: From = None,
        first: First = 20,
        kinds: OfKinds = None,
        fields: OfFields = None,
        licences: UnderLicences = None,
    ) -> Page:
        if not 1 <= first <= MOST:
            raise Invalid(f"Nennen Sie 1 bis {MOST}.", field="first")
        wanted = Wanted(
            kinds=frozenset(kinds or ()),
            fields=frozenset(fields or ()),
            licences=frozenset(licences or ()),
        )
        context = info.context
        return await Feed(context.log, context.services, wanted).page(after, first)
