"""What a field of a Struct says of itself: its type without the annotations, and its marks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct


@dataclass(frozen=True, slots=True)
class Marked:
    """A field: `hint` is its type; `extra` holds the merged marks of its annotations."""

    name: str
    hint: Any
    required: bool
    description: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    examples: tuple[Any, ...] = ()


@cache
def marked_fields(struct: type[Struct]) -> tuple[Marked, ...]:
    """The fields of a Struct in their order, inherited ones first."""
    hints = get_type_hints(struct, include_extras=True)
    return tuple(
        _marked(each.name, hints[each.name], required=each.required)
        for each in msgspec.structs.fields(struct)
    )


def _marked(name: str, hint: Any, *, required: bool) -> Marked:
    description: str | None = None
    examples: tuple[Any, ...] = ()
    extra: dict[str, Any] = {}
    while get_origin(hint) is Annotated:
        hint, *metas = get_args(hint)
        for meta in metas:
            if isinstance(meta, Meta):
                description = meta.description or description
                examples = tuple(meta.examples or examples)
                extra |= meta.extra or {}
    inner = _within(hint)
    if inner and get_origin(hint) is tuple:
        examples = examples or tuple([each] for each in inner.examples)
    elif inner:
        examples = examples or inner.examples
        description = description or inner.description
    return Marked(name, hint, required, description, extra, examples)


def _within(hint: Any) -> Marked | None:
    """What the one type inside a tuple or an optional says of itself."""
    if get_origin(hint) not in (tuple, Union, UnionType):
        return None
    inner = [each for each in get_args(hint) if each not in (NoneType, ...)]
    return _marked("", inner[0], required=True) if len(inner) == 1 else None


def unwrapped(hint: Any) -> tuple[Any, Mapping[str, Any]]:
    """The bare type and its marks, for the types inside a tuple or a union."""
    marked = _marked("", hint, required=True)
    return marked.hint, marked.extra
