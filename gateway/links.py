"""Where things are found: pages and media on the hub's own origin."""

from shared.contracts.content import Content, ContentKind
from shared.contracts.kinds import KINDS
from shared.kit.blobs import MEDIA


def kind_of(item: Content) -> ContentKind:
    """The kind of an item, from its Struct's tag."""
    return ContentKind(str(item.__struct_config__.tag))


def page_path(item: Content) -> str:
    """The item's page, for instance `/experimente/feinstaub-messen`."""
    return f"/{KINDS[kind_of(item)].path}/{item.slug}"


def media_path(key: str) -> str:
    """Where the edge hands out a published object."""
    return f"/{MEDIA}/{key}"
