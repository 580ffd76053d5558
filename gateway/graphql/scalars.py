"""Scalars beyond GraphQL's own, and the enums of the contracts."""

import inspect
from enum import Enum
from typing import Any, NewType

import strawberry
from graphql import GraphQLError

Bytes = NewType("Bytes", int)

_MOST = 2**63 - 1


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise GraphQLError("Bytes must be a whole number that is not negative.")
    return value


SCALARS: dict[object, Any] = {
    Bytes: strawberry.scalar(
        name="Bytes",
        description="A whole number of bytes; may be larger than the 32 bits of Int.",
        serialize=int,
        parse_value=_whole,
    )
}


def enum_type(kind: type[Enum]) -> type[Enum]:
    """The enum, made known to the schema under its own name, with what its members say."""
    if not hasattr(kind, "__strawberry_definition__"):
        made: Any = strawberry.enum(kind, description=inspect.getdoc(kind))
        for member, value in zip(kind, made.__strawberry_definition__.values, strict=True):
            value.description = getattr(member, "description", None)
    return kind
