"""What a field of a Struct says of itself: its type without the annotations, and its marks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, get_args, get_origin, get_type_hints

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
    extra: dict[str, Any] = {}
    while get_origin(hint) is Annotated:
        hint, *metas = get_args(hint)
        for meta in metas:
            if isinstance(meta, Meta):
                description = meta.description or description
                extra |= meta.extra or {}
    return Marked(name, hint, required, description, extra)


def unwrapped(hint: Any) -> tuple[Any, Mapping[str, Any]]:
    """The bare type and its marks, for the types inside a tuple or a union."""
    marked = _marked("", hint, required=True)
    return marked.hint, marked.extra
