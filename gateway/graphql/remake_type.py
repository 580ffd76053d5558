"""Remakes as the schema shows them."""

from typing import Any

import strawberry
from msgspec.structs import asdict
from strawberry import Parent

from gateway.graphql.connections import connection
from gateway.graphql.content_type import ContentType, TopicType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import encode
from gateway.graphql.resolved import resolved
from gateway.links import REMAKE_PHOTOS_PATH
from shared.contracts.city import Topic
from shared.contracts.content import Content
from shared.contracts.remake import Remake, RemakePhoto


class ShownPhoto(RemakePhoto, frozen=True, kw_only=True):
    """A photo with its address; it alone does not know whose it is."""

    url: str


class PhotoFields:
    @staticmethod
    @resolved(
        "The address of the photo on this hub; until it is approved, for editors.",
        value="/nachgemacht/fotos/0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80.jpg",
    )
    def url(root: Parent[ShownPhoto]) -> str:
        return root.url


RemakePhotoType = output(RemakePhoto, extras=PhotoFields)


class RemakeFields:
    @staticmethod
    @resolved("A global id.", value=encode("Remake", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"))
    def id(root: Parent[Remake]) -> strawberry.ID:
        return strawberry.ID(encode("Remake", root.id))

    @staticmethod
    @resolved("What was remade; null where the caller may not see it.", ContentType | None)
    async def item(root: Parent[Remake], info: Info) -> Content | None:
        return await info.context.services.item(root.kind, root.item_id)

    @staticmethod
    @resolved("The district of the city, where it was said.", TopicType | None)
    def place(root: Parent[Remake], info: Info) -> Topic | None:
        districts = info.context.city.districts
        return next((each for each in districts if each.slug == root.place), None)

    @staticmethod
    @resolved("A photo, without place and time.", RemakePhotoType | None)
    def photo(root: Parent[Remake]) -> ShownPhoto | None:
        if root.photo is None:
            return None
        return ShownPhoto(**asdict(root.photo), url=f"{REMAKE_PHOTOS_PATH}/{root.id}.jpg")


RemakeType = output(Remake, extras=RemakeFields)
RemakeConnection: Any = connection("Remake", RemakeType, "A page of remakes.")
