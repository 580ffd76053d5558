"""Scalars beyond GraphQL's own, and the enums of the contracts."""

from enum import Enum
from typing import Any, NewType

import strawberry

Bytes = NewType("Bytes", int)

SCALARS: dict[object, Any] = {
    Bytes: strawberry.scalar(
        name="Bytes",
        description="A whole number of bytes; may be larger than the 32 bits of Int.",
        serialize=int,
        parse_value=int,
    )
}


def enum_type(kind: type[Enum]) -> type[Enum]:
    """The enum, made known to the schema under its own name."""
    if not hasattr(kind, "__strawberry_definition__"):
        strawberry.enum(kind, description=(kind.__doc__ or "").strip() or None)
    return kind
