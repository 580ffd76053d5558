"""Nothing that editors write is without a limit."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import inspect

from shared.contracts.kinds import KINDS
from shared.contracts.marks import marked_fields
from tests.contracts.building import struct_type

ENDLESS = re.compile(r"(?<!\\)[*+]|,\}")


OPEN = (inspect.AnyType, inspect.DictType, inspect.ListType, inspect.BytesType)


def writable() -> Iterator[tuple[str, inspect.Type]]:
    for entry in KINDS.values():
        struct: Any = entry.struct
        ours = {mark.name for mark in marked_fields(struct) if mark.extra.get("by_hub")}
        for field in struct_type(struct).fields:
            if field.name not in ours:
                yield f"{entry.kind}.{field.name}", field.type


def unlimited(path: str, kind: inspect.Type) -> Iterator[str]:
    """The places below a type where a text or a list has no end."""
    match kind:
        case inspect.Metadata():
            yield from unlimited(path, kind.type)
        case inspect.VarTupleType():
            yield from unlimited(f"{path}[]", kind.item_type)
        case inspect.UnionType():
            for each in kind.types:
                yield from unlimited(path, each)
        case inspect.StructType():
            for field in kind.fields:
                yield from unlimited(f"{path}.{field.name}", field.type)
    if endless(kind):
        yield path


def endless(kind: inspect.Type) -> bool:
    match kind:
        case inspect.StrType():
            fixed = kind.pattern is not None and not ENDLESS.search(kind.pattern)
            return kind.max_length is None and not fixed
        case inspect.VarTupleType():
            return kind.max_length is None
    return isinstance(kind, OPEN)


@pytest.mark.parametrize(("path", "kind"), list(writable()), ids=[path for path, _ in writable()])
def test_texts_and_lists_end_somewhere(path: str, kind: inspect.Type) -> None:
    assert list(unlimited(path, kind)) == []
