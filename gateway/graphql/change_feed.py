"""The feed of changes in the schema."""

from datetime import datetime
from types import new_class
from typing import Any

import strawberry
from strawberry import Parent

from gateway.feeds.changes import MOST, Change, Feed, Page, Wanted
from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Info
from gateway.graphql.ids import encode
from gateway.graphql.resolved import fields_of, many, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts.content import Content, ContentKind, WithdrawalReason
from shared.contracts.errors import Invalid
from shared.contracts.kinds import KINDS
from shared.contracts.licence import LicenceCode

enum_type(LicenceCode)
enum_type(WithdrawalReason)


class _ChangeFields:
    @staticmethod
    @resolved("The place after this change: give it as `after`.")
    def cursor(root: Parent[Change]) -> str:
        return str(root.cursor)

    @staticmethod
    @resolved("The item's global id.")
    def id(root: Parent[Change]) -> strawberry.ID:
        return strawberry.ID(encode(KINDS[root.kind].struct.__name__, root.id))

    @staticmethod
    @resolved("What the item is.")
    def kind(root: Parent[Change]) -> ContentKind:
        return root.kind

    @staticmethod
    @resolved("Whether it is gone, or no longer among what was asked for. Drop it.")
    def deleted(root: Parent[Change]) -> bool:
        return root.deleted

    @staticmethod
    @resolved("Why it was taken down; null where nobody took it down.")
    def reason(root: Parent[Change]) -> WithdrawalReason | None:
        return root.reason

    @staticmethod
    @resolved("Counts up with each change of the item.")
    def revision(root: Parent[Change]) -> int:
        return root.revision

    @staticmethod
    @resolved("When it changed.")
    def at(root: Parent[Change]) -> datetime:
        return root.at

    @staticmethod
    @resolved("The item as it is now; null where it is deleted.", ContentType | None)
    def content(root: Parent[Change]) -> Content | None:
        return root.item


def _made(name: str, fields: type, description: str) -> Any:
    made = new_class(name, (), exec_body=lambda space: space.update(fields_of(fields)))
    return strawberry.type(made, description=description)


ChangeType = _made("Change", _ChangeFields, "An item's last change.")


class _PageFields:
    @staticmethod
    @resolved("The changes, oldest first; each item once.", many(ChangeType))
    def nodes(root: Parent[Page]) -> list[Change]:
        return root.changes

    @staticmethod
    @resolved("The place after this page: keep it, and ask from there the next time.")
    def end_cursor(root: Parent[Page]) -> str:
        return str(root.cursor)

    @staticmethod
    @resolved("Whether there is more just now.")
    def has_next_page(root: Parent[Page]) -> bool:
        return root.more


ChangePage = _made("ChangePage", _PageFields, "A stretch of the feed of changes.")


class ChangeQuery:
    """What the type Query has for those who follow."""

    @resolved(
        "Every public item once, at its last change, and a tombstone for each that is gone. Begin "
        "without `after`, keep `endCursor`, and ask again from there.",
        ChangePage,
    )
    async def changes(
        self,
        info: Info,
        after: str | None = None,
        first: int = 20,
        kinds: list[ContentKind] | None = None,
        fields: list[str] | None = None,
        licences: list[LicenceCode] | None = None,
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
