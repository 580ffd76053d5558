"""From a Struct to its Strawberry type: the contract stays the only definition."""

import inspect
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType, new_class
from typing import Any, Union, get_args, get_origin

import strawberry
from msgspec import Struct

from gateway.block_reader import to_blocks
from gateway.graphql.resolved import example, fields_of, many
from gateway.graphql.scalars import Bytes, enum_type
from gateway.graphql.shown import shown
from gateway.markdown import to_html, to_plain
from shared.contracts.content import Content
from shared.contracts.marks import Marked, marked_fields, unwrapped
from shared.contracts.text_blocks import TextBlock
from shared.kit.content.pictures import picture_fields

_types: dict[type[Struct], Any] = {}
_SCALARS = {str, int, float, bool, datetime}
_FORMATS: dict[str, Any] = {"id": strawberry.ID, "bytes": Bytes}


class NoGraphqlType(TypeError):
    """A contract uses a Python type for which the schema has no counterpart."""


def output(
    struct: type[Struct],
    *,
    extras: type | None = None,
    interface: Any = None,
    is_interface: bool = False,
) -> Any:
    """The GraphQL type of a Struct; `extras` holds fields with resolvers, `interface` its parent.

    Instances are the Structs themselves: nothing is copied at run time.
    """
    if struct in _types:
        return _types[struct]
    inherited = _fields_of(interface)
    space: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for mark in marked_fields(struct):
        if mark.extra.get("graphql", True) and mark.name not in inherited:
            _add_field(space, mark)
    if issubclass(struct, Content):
        space |= {name: _showing(space, name) for name in picture_fields(struct) if name in space}
    space |= fields_of(extras) if extras else {}
    if interface and not is_interface:  # who implements an interface is told apart by its Struct
        space["is_type_of"] = classmethod(lambda _, value, __: isinstance(value, struct))
    bases = (interface,) if interface else ()
    made = new_class(struct.__name__, bases, exec_body=lambda target: target.update(space))
    decorate = strawberry.interface if is_interface else strawberry.type
    _types[struct] = decorate(made, description=inspect.getdoc(struct))
    return _types[struct]


def _fields_of(interface: Any) -> set[str]:
    if interface is None:
        return set()
    return {field.python_name for field in interface.__strawberry_definition__.fields}


def _add_field(space: dict[str, Any], mark: Marked) -> None:
    space["__annotations__"][mark.name] = output_hint(mark.hint, mark.extra)
    space[mark.name] = strawberry.field(
        description=mark.description, metadata=marked_with_example(mark)
    )
    if mark.extra.get("format") == "markdown":
        space[f"{mark.name}_html"] = _rendered(mark, to_html, "rendered and sanitised")
        space[f"{mark.name}_plain"] = _rendered(mark, to_plain, "as plain text")
        space[f"{mark.name}_blocks"] = _in_blocks(mark.name)


def marked_with_example(mark: Marked) -> dict[str, Any]:
    """The contract's example. Ids have another form here."""
    if not mark.examples or mark.extra.get("format") == "id":
        return {}
    return example(mark.examples[0])


def _showing(space: dict[str, Any], name: str) -> Any:
    """A field of an item in which pictures may stand: it gives them their addresses."""

    def resolve(root: strawberry.Parent[Any]) -> Any:
        return shown(getattr(root, name), root)

    kind = space["__annotations__"].pop(name)
    return strawberry.field(
        resolver=resolve, graphql_type=kind, description=space[name].description
    )


def _rendered(mark: Marked, render: Callable[[str], str], how: str) -> Any:
    def resolve(root: strawberry.Parent[Any]) -> str:
        return render(getattr(root, mark.name))

    return strawberry.field(
        resolver=resolve,
        description=f"`{mark.name}`, {how}.",
        metadata=example(render(mark.examples[0])),
    )


def _in_blocks(name: str) -> Any:
    def resolve(root: strawberry.Parent[Any]) -> list[Any]:
        return list(to_blocks(getattr(root, name)))

    return strawberry.field(
        resolver=resolve,
        graphql_type=many(output(TextBlock)),
        description=f"`{name}`, as blocks for programs that draw text themselves.",
    )


def output_hint(hint: Any, extra: Any = None) -> Any:
    """The annotation that Strawberry needs for a contract's type."""
    if (form := (extra or {}).get("format")) in _FORMATS:
        return _FORMATS[form]
    if hint in _SCALARS:
        return hint
    if get_origin(hint) is tuple:
        return list[output_hint(*unwrapped(get_args(hint)[0]))]  # type: ignore[misc]
    if get_origin(hint) in (Union, UnionType):
        return _optional(hint, output_hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return enum_type(hint)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return output(hint)
    raise NoGraphqlType(hint)


def _optional(hint: Any, convert: Any) -> Any:
    inner = [arm for arm in get_args(hint) if arm is not NoneType]
    if len(inner) != 1:
        raise NoGraphqlType(hint)
    return convert(*unwrapped(inner[0])) | None
