"""The interface Content: what experiments, guides and videos have in common."""

from typing import Annotated, Any

import strawberry
from strawberry import Parent

from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import global_id
from gateway.graphql.licence_type import Attributed, Attribution, Licence, licence_of
from gateway.graphql.resolved import argument, many, resolved
from gateway.graphql.scalars import enum_type
from gateway.graphql.shown import ShownImage
from gateway.links import kind_of, page_path, source_url
from shared.contracts.city import Topic
from shared.contracts.content import Content, ContentKind, Image, Relation, Withdrawal
from shared.contracts.portable import content_hash, version_of
from shared.contracts.translations import newer_source

enum_type(ContentKind)
enum_type(Relation)

_here = strawberry.lazy("gateway.graphql.content_type")
_item_type: Any = Annotated["ContentType", _here]
Items: Any = many(_item_type)
OfRelation = Annotated[Relation | None, argument("Those alone that belong to it like this.")]


class ImageFields:
    @staticmethod
    @resolved(
        "The address of the picture on this hub; until it is published, for its editors.",
        value="/media/experiments/0190a5c2/images/0a0a0a.jpg",
    )
    def url(root: Parent[ShownImage]) -> str:
        return root.url


class WithdrawalFields:
    @staticmethod
    @resolved("What takes its place, where that is published.", _item_type | None)
    async def replaced_by(root: Parent[Withdrawal], info: Info) -> Content | None:
        found = root.replaced_by
        return await info.context.services.item(found.kind, found.id) if found else None


WithdrawalType = output(Withdrawal, extras=WithdrawalFields)
ImageType = output(Image, extras=ImageFields)
TopicType = output(Topic)


def _id(root: Parent[Content]) -> strawberry.ID:
    return strawberry.ID(global_id(root))


@strawberry.interface(description="Anything with a global id (Relay).")
class Node:
    id: strawberry.ID = strawberry.field(
        resolver=_id, description="A global id, the same for ever; opaque."
    )


class ContentFields:
    """The fields of Content that need more than the Struct."""

    @staticmethod
    @resolved("What the item is.")
    def kind(root: Parent[Content]) -> ContentKind:
        return kind_of(root)

    @staticmethod
    @resolved("The page's path on this hub.", value="/experimente/feinstaub-messen")
    def path(root: Parent[Content]) -> str:
        return page_path(root)

    @staticmethod
    @resolved(
        "The page's full address: what to link to.",
        value="https://hub.example/experimente/feinstaub-messen",
    )
    def canonical_url(root: Parent[Content], info: Info) -> str:
        return info.context.public_url + page_path(root)

    @staticmethod
    @resolved(
        "SHA-256 of what the item says, in hexadecimal, the same wherever it is kept: two copies "
        "with one hash say the same.",
        value="3fa9c1d2" * 8,
    )
    def content_hash(root: Parent[Content]) -> str:
        return content_hash(root)

    @staticmethod
    @resolved(
        "What to cite beside the title: the day (UTC) on which somebody last wrote at it, and the "
        "beginning of `contentHash`. It changes when the item says something else, and only then.",
        value="2026-05-04.3fa9c1d2",
    )
    def version(root: Parent[Content]) -> str:
        return version_of(root)

    @staticmethod
    @resolved("What reusers may do.")
    def licence(root: Parent[Content]) -> Licence:
        return licence_of(root)

    @staticmethod
    @resolved("What reusers set beside the item, ready to be copied.", Attribution)
    def attribution(root: Parent[Content], info: Info) -> Attributed:
        return Attributed(root, source_url(root, info.context.public_url))

    @staticmethod
    @resolved("Innovation fields.", many(TopicType))
    def fields(root: Parent[Content], info: Info) -> list[Topic]:
        return [topic for topic in info.context.city.fields if topic.slug in root.fields]

    @staticmethod
    @resolved("Measures of the city.", many(TopicType))
    def measures(root: Parent[Content], info: Info) -> list[Topic]:
        return [topic for topic in info.context.city.measures if topic.slug in root.measures]

    @staticmethod
    @resolved(
        "Items that belong to this one, in the order that its editors gave them; null where a "
        "service that has one of them does not answer.",
        Items | None,
    )
    async def related(
        root: Parent[Content], info: Info, relation: OfRelation = None
    ) -> list[Content]:
        chosen = [each for each in root.related if relation in (None, each.relation)]
        return await info.context.services.items(chosen)

    @staticmethod
    @resolved("The same in other languages.", Items)
    async def translations(root: Parent[Content], info: Info) -> list[Content]:
        found = await info.context.services.translations(kind_of(root), root.translation_key)
        return [item for item in found if item.id != root.id]

    @staticmethod
    @resolved("What this is a translation of, where that was edited since.", _item_type | None)
    async def newer_source(root: Parent[Content], info: Info) -> Content | None:
        found = await info.context.services.translations(kind_of(root), root.translation_key)
        return newer_source(root, found)


ContentType = output(Content, extras=ContentFields, interface=Node, is_interface=True)
