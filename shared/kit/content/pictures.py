"""The pictures that an item shows, wherever in it they stand."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import replace

from shared.contracts.content import Content, ContentKind, Image
from shared.contracts.kinds import KINDS
from shared.contracts.marks import marked_fields, unwrapped

V = TypeVar("V")


def folder_of(item: Content) -> str:
    """Where everything of one item lies, for instance `guides/0190…`, in any bucket."""
    return f"{KINDS[ContentKind(str(item.__struct_config__.tag))].plural}/{item.id}"


@cache
def picture_fields(struct: type[Struct]) -> tuple[str, ...]:
    """The fields of a Struct in which pictures may stand, however deep."""
    return tuple(mark.name for mark in marked_fields(struct) if _may_show(mark.hint))


def _may_show(hint: Any) -> bool:
    bare, _ = unwrapped(hint)
    if get_origin(bare) is None and isinstance(bare, type) and issubclass(bare, Struct):
        return issubclass(bare, Image) or bool(picture_fields(bare))
    return any(_may_show(part) for part in get_args(bare))


def with_pictures(value: V, change: Callable[[Image], Image]) -> V:
    """The value with each picture in it replaced; what holds none stays the same object."""
    found: Any = value
    if isinstance(found, tuple):
        found = tuple([with_pictures(each, change) for each in found])
    elif isinstance(found, Image):
        found = change(found)
    elif isinstance(found, Struct) and (names := _pictured(found)):
        parts = {name: with_pictures(getattr(found, name), change) for name in names}
        found = replace(found, **parts)
    return found  # type: ignore[no-any-return]


def _pictured(value: Struct) -> list[str]:
    return [name for name in picture_fields(type(value)) if getattr(value, name)]


def pictures(value: object) -> Iterator[Image]:
    """Each picture in the value, in the order in which they stand there."""
    found: list[Image] = []

    def note(image: Image) -> Image:
        found.append(image)
        return image

    with_pictures(value, note)
    yield from found
