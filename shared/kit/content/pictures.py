"""The pictures that an item shows, wherever in it they stand."""

from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter, call, is_not
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
        found = _tuple_with(found, change)
    elif isinstance(found, Image):
        found = change(found)
    elif isinstance(found, Struct):
        found = _struct_with(found, change)
    return found  # type: ignore[no-any-return]


def _tuple_with(before: tuple[Any, ...], change: Callable[[Image], Image]) -> tuple[Any, ...]:
    showing = [*map(call, map(_glance, map(type, before)), before)]
    if not any(showing):
        return before
    pairs = zip(before, showing, strict=True)
    after = tuple([with_pictures(each, change) if shows else each for each, shows in pairs])
    return after if any(map(is_not, after, before)) else before


def _struct_with(before: Struct, change: Callable[[Image], Image]) -> Struct:
    parts = {}
    for name in picture_fields(type(before)):
        part = getattr(before, name)
        if (shown := with_pictures(part, change)) is not part:
            parts[name] = shown
    return replace(before, **parts) if parts else before


@cache
def _glance(kind: type) -> Callable[[Any], Any]:
    """Says of a value of this type something false where no picture can stand in it: most hold
    none, and lists hold many.
    """
    if issubclass(kind, Image | tuple):
        return bool
    names = picture_fields(kind) if issubclass(kind, Struct) else ()
    if len(names) == 1:
        return attrgetter(*names)
    return lambda value: any(getattr(value, name) for name in names)


def pictures(value: object) -> Iterator[Image]:
    """Each picture in the value, in the order in which they stand there."""
    found: list[Image] = []

    def note(image: Image) -> Image:
        found.append(image)
        return image

    with_pictures(value, note)
    yield from found
