"""Pictures as an item shows them: with the address that its state gives them."""

from typing import TypeVar

import msgspec

from gateway.links import picture_path
from shared.contracts.content import Content, Image
from shared.kit.content.pictures import with_pictures

V = TypeVar("V")


class ShownImage(Image, frozen=True, kw_only=True):
    """A picture of an item; a picture alone does not know who may see it, and where."""

    url: str


def shown(value: V, item: Content) -> V:
    """A part of the item, its pictures with their addresses."""

    def with_address(image: Image) -> Image:
        return ShownImage(**msgspec.structs.asdict(image), url=picture_path(item, image))

    return with_pictures(value, with_address)
