"""Between a contract's Struct and GraphQL: what to ask for, what to write, how to compare.

The schema is made from the same Structs, so a new kind of content needs nothing here.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import Struct

from shared.contracts.content import Content, Image, Reference, Relation
from shared.contracts.licence import LicenceCode
from shared.contracts.marks import Marked, marked_fields, unwrapped

Form = dict[str, Any]
"""What an editor writes, with GraphQL's names."""

_PICTURE = ("key", "alt", "credit")


def selection(struct: type[Struct]) -> str:
    """The fields to ask for, so that `read` knows what an editor had written."""
    return " ".join(_asked(mark) for mark in _writable(struct))


def _asked(mark: Marked) -> str:
    name, struct = camel(mark.name), _struct_in(mark.hint)
    if struct is Reference:
        return " ".join(
            f"{name}_{r.name}: {name}(relation: {r.name}) {{ id kind }}" for r in Relation
        )
    if struct is Image:
        return f"{name} {{ key: url alt credit }}"
    if mark.hint is LicenceCode:
        return f"{name} {{ code }}"
    if mark.extra.get("format") == "id":
        return f"{name}: {mark.name.removesuffix('_id')} {{ id }}"
    if mark.extra.get("graphql") is False:  # topics: slugs to write, whole topics to read
        return f"{name} {{ slug }}"
    return f"{name} {{ {selection(struct)} }}" if struct else name


def read(struct: type[Content], answer: Mapping[str, Any]) -> Form:
    """The form that an editor would have had to fill for the item that the hub answered."""
    form: Form = {}
    for mark in _writable(struct):
        name = camel(mark.name)
        if _struct_in(mark.hint) is Reference:
            form[name] = [
                {"kind": found["kind"], "id": found["id"], "relation": relation.name}
                for relation in Relation
                for found in answer[f"{name}_{relation.name}"]
            ]
        elif mark.hint is LicenceCode:
            form[name] = LicenceCode(answer[name]["code"]).name
        elif mark.extra.get("graphql") is False:
            form[name] = [topic["slug"] for topic in answer[name]]
        else:
            form[name] = _named(answer[name])
    return form


def _named(value: Any) -> Any:
    """Items by their ids, pictures by their keys: `/media/guides/1/images/a.svg` ends in it."""
    if isinstance(value, list):
        return [_named(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id"}:
        return value["id"]
    made = {name: _named(each) for name, each in value.items()}
    if isinstance(made.get("key"), str):
        made["key"] = "/".join(made["key"].rsplit("/", 2)[1:])
    return made


def write(struct: type[Struct], draft: Mapping[str, Any]) -> Form:
    """The form for a draft in the contract's names; ids in it are GraphQL's already."""
    marks = {mark.name: mark for mark in marked_fields(struct)}
    return {camel(name): _written(marks[name].hint, value) for name, value in draft.items()}


def _written(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        inner, _ = unwrapped(get_args(hint)[0])
        return [_written(inner, each) for each in value]
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (arm for arm in get_args(hint) if arm is not NoneType)
        return None if value is None else _written(unwrapped(inner)[0], value)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return _whole(hint, msgspec.to_builtins(value) if isinstance(value, Struct) else value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value).name
    return value.isoformat() if isinstance(value, datetime) else value


def _whole(struct: type[Struct], given: Mapping[str, Any]) -> Form:
    """A part of a draft with its defaults, as the hub answers it."""
    defaults = {
        each.name: each.default_factory() if callable(each.default_factory) else each.default
        for each in msgspec.structs.fields(struct)
        if not each.required
    }
    names = [
        mark.name for mark in _writable(struct) if struct is not Image or mark.name in _PICTURE
    ]
    return write(struct, {name: given.get(name, defaults.get(name)) for name in names})


def differences(wanted: Form, present: Form) -> Form:
    """The fields of `wanted` that the item does not have like that."""
    return {
        name: value
        for name, value in wanted.items()
        if _ordered(name, value) != _ordered(name, present[name])
    }


_SETS = {"fields", "measures", "related"}


def _ordered(name: str, value: Any) -> Any:
    """Topics and links come in the hub's own order."""
    return sorted(value, key=str) if name in _SETS else value


def _writable(struct: type[Struct]) -> list[Marked]:
    return [mark for mark in marked_fields(struct) if not mark.extra.get("by_hub")]


def _struct_in(hint: Any) -> type[Struct] | None:
    """The Struct inside a tuple or an option, if there is one."""
    for inner in get_args(hint):
        if found := _struct_in(unwrapped(inner)[0]):
            return found
    return hint if isinstance(hint, type) and issubclass(hint, Struct) else None


def camel(name: str) -> str:
    """`cost_euro` → `costEuro`."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
