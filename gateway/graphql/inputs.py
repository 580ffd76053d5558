"""From a Struct to the GraphQL input that editors fill, and from that to a draft."""

import dataclasses
from enum import Enum
from types import UnionType, new_class
from typing import Any, Union, get_args, get_origin

import strawberry
from msgspec import Struct
from strawberry.types.unset import UNSET, UnsetType

from gateway.graphql.from_struct import _optional, marked_with_example, output_hint
from gateway.graphql.ids import decode
from shared.contracts.content import Content, ContentKind
from shared.contracts.errors import Invalid
from shared.contracts.marks import Marked, marked_fields, unwrapped

_inputs: dict[type[Struct], Any] = {}


def input_type(struct: type[Struct]) -> Any:
    """The input for a Struct, without what the hub keeps itself.

    For content no field is required, since an edit names only what it changes; the service
    says which are missing in a new draft.
    """
    if struct not in _inputs:
        _inputs[struct] = _make(struct)
    return _inputs[struct]


def _make(struct: type[Struct]) -> Any:
    loose = issubclass(struct, Content)
    space: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    marks = [mark for mark in marked_fields(struct) if not mark.extra.get("by_hub")]
    for mark in marks:
        hint = input_hint(mark.hint, mark.extra)
        required = mark.required and not loose
        space["__annotations__"][mark.name] = hint if required else hint | None
        space[mark.name] = _field(mark, required=required)
    made = new_class(f"{struct.__name__}Input", (), exec_body=lambda target: target.update(space))
    return strawberry.input(made, description=f"What an editor writes as `{struct.__name__}`.")


def _field(mark: Marked, *, required: bool) -> Any:
    marks = marked_with_example(mark)
    if required:
        return strawberry.field(description=mark.description, metadata=marks)
    return strawberry.field(description=mark.description, metadata=marks, default=UNSET)


def input_hint(hint: Any, extra: Any = None) -> Any:
    """The annotation that Strawberry needs for a contract's type in an input."""
    if get_origin(hint) is tuple:
        return list[input_hint(*unwrapped(get_args(hint)[0]))]  # type: ignore[misc]
    if get_origin(hint) in (Union, UnionType):
        return _optional(hint, input_hint)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return input_type(hint)
    return output_hint(hint, extra)


def to_draft(value: Any) -> Any:
    """What was written, as the bus carries it: names and values of the contract."""
    if isinstance(value, list):
        return [to_draft(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _written(value)
    return value


def _written(value: Any) -> dict[str, Any]:
    ids = {
        field.python_name for field in value.__strawberry_definition__.fields if _is_id(field.type)
    }
    draft = {}
    for field in dataclasses.fields(value):
        written = getattr(value, field.name)
        if isinstance(written, UnsetType):
            continue
        if field.name in ids and isinstance(written, str):
            draft[field.name] = _own_id(written, field.name, getattr(value, "kind", None))
        else:
            draft[field.name] = to_draft(written)
    return draft


def _own_id(written: str, field: str, named: ContentKind | None) -> str:
    """The id inside a global id, which must be of the kind that is asked for."""
    wanted = ContentKind.VIDEO if field == "video_id" else named
    kind, own_id = decode(written)
    if wanted is not None and kind is not wanted:
        raise Invalid("Diese Kennung gehört zu einem anderen Inhalt.", field=field)
    return own_id


def _is_id(kind: Any) -> bool:
    return kind is strawberry.ID or getattr(kind, "of_type", None) is strawberry.ID
