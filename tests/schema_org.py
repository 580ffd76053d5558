"""The vocabulary of schema.org, as Google's package `schema-dts` types it, and what breaks it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_TYPES = Path(__file__).parents[1] / "gateway/web/node_modules/schema-dts/dist/schema.d.ts"
_BEGINS = re.compile(r"^(?:export )?interface (\w+)(?:Base|Leaf) extends (.+) \{")
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*), "\w+">;')
_DATA_TYPES = {
    str: {"Text", "URL", "Date", "DateTime", "Time", "Duration"},
    bool: {"Boolean"},
    int: {"Number", "Integer", "Float"},
    float: {"Number", "Float"},
}
_SELF = ("@context", "@graph", "@id", "@type")


@dataclass
class _Type:
    parents: tuple[str, ...] = ()
    properties: dict[str, set[str]] = field(default_factory=dict)


@cache
def _vocabulary() -> dict[str, _Type]:
    types: dict[str, _Type] = {}
    current = _Type()
    for line in _TYPES.read_text().splitlines():
        if begin := _BEGINS.match(line):
            parents = tuple(name for name in re.findall(r"(\w+)Base", begin[2]) if name != begin[1])
            current = types.setdefault(begin[1], _Type(parents))
        elif found := _PROPERTY.match(line):
            current.properties[found[1]] = set(found[2].split(" | "))
    return types


def _lineage(name: str) -> Iterator[str]:
    """The type and all that it is a kind of."""
    yield name
    for parent in _vocabulary()[name].parents:
        yield from _lineage(parent)


def _range(types: list[str], name: str) -> set[str] | None:
    """What may stand in a property of a node with these types; None where they have none."""
    for each in types:
        for ancestor in _lineage(each):
            if found := _vocabulary()[ancestor].properties.get(name):
                return found
    return None


def problems(node: dict[str, Any]) -> list[str]:
    """Types and properties that do not exist, do not belong together, or hold something else."""
    return list(_problems(node))


def _problems(node: dict[str, Any]) -> Iterator[str]:
    types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
    unknown = [each for each in types if each not in _vocabulary()]
    if unknown:
        yield f"no such type: {unknown}"
        return
    for name, value in node.items():
        if name in _SELF:
            continue
        allowed = _range(types, name.removesuffix("-input"))  # an action says what it needs
        if allowed is None:
            yield f"{types} has no {name}"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from _misfits(f"{types}.{name}", each, allowed)


def _misfits(place: str, value: Any, allowed: set[str]) -> Iterator[str]:
    if not isinstance(value, dict):
        named = isinstance(value, str) and value.startswith(("http://", "https://"))
        if not (allowed & _DATA_TYPES[type(value)] or named):  # an address stands for what is there
            yield f"{place} holds {value!r}, not {sorted(allowed)}"
    elif "@type" in value:
        yield from _problems(value)
        types = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
        if not allowed & {name for each in types for name in _lineage(each)}:
            yield f"{place} holds a {types}, not {sorted(allowed)}"
