"""Where things are found: pages and media on the hub's own origin."""

from functools import cache

from shared.contracts.content import Content, ContentKind, Image, Status
from shared.contracts.kinds import KINDS
from shared.kit.buckets import MEDIA
from shared.kit.content.pictures import folder_of

PICTURES_PATH = "/redaktion/bilder"
EMBED_PATH = "/embed"
PREVIEW_PATH = "/vorschau"
REMAKE_PHOTOS_PATH = "/nachgemacht/fotos"


def kind_of(item: Content) -> ContentKind:
    """The kind of an item, from its Struct's tag."""
    return _kind(type(item))


@cache
def _kind(struct: type[Content]) -> ContentKind:
    return ContentKind(str(struct.__struct_config__.tag))


def page_path(item: Content) -> str:
    """The item's page, for instance `/experimente/feinstaub-messen`."""
    return f"/{KINDS[kind_of(item)].path}/{item.slug}"


def source_url(item: Content, public_url: str) -> str:
    """The page of the item on the hub that publishes it."""
    return item.mirrored.url if item.mirrored else public_url + page_path(item)


def media_path(key: str) -> str:
    """Where the edge hands out a published object."""
    return f"/{MEDIA}/{key}"


def picture_path(item: Content, image: Image) -> str:
    """Where the one who was handed the item fetches a picture of it: the edge's public copy,
    else the gateway's way to the private one.
    """
    path = f"{folder_of(item)}/{image.key}"
    return media_path(path) if item.status is Status.PUBLISHED else f"{PICTURES_PATH}/{path}"
