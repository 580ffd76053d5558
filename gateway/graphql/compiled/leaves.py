"""Leaves: what most values are is told by one comparison, everything else by their type."""

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any

from graphql import GraphQLEnumType, GraphQLScalarType, Undefined

from gateway.graphql.compiled.odd import Odd, Uncovered

_AS_IT_IS = {
    "String": "type({first}) is str",
    "ID": "type({first}) is str",
    "Boolean": "type({first}) is bool",
    "Int": "type({first}) is int and -2147483648 <= {v} <= 2147483647",
    "Float": "type({first}) is float and {v} - {v} == 0",
}
"""When a value is its own answer: whole numbers of 32 bits; no infinity, and not NaN."""


def plain_when(kind: GraphQLScalarType) -> str | None:
    """The condition for it, with places for the value's first use, and for `v` after that."""
    return _AS_IT_IS.get(kind.name)


@cache
def completed_by(kind: GraphQLScalarType) -> Callable[[Any], Any]:
    """graphql-core's own way from a value to an answer. Raises what that raises, or `Odd`."""

    def complete(value: Any) -> Any:
        if value is None or value is Undefined or isinstance(value, Exception):
            raise Odd(kind.name)
        found = kind.coerce_output_value(value)
        if found is None or found is Undefined:
            raise Odd(kind.name)
        return found

    return complete


@cache
def names_of(kind: GraphQLEnumType) -> dict[Enum, str]:
    """The name of each member, as the type writes it."""
    members = getattr(kind, "wrapped_cls", None)
    if members is None:
        raise Uncovered(kind.name)
    return {member: kind.coerce_output_value(member) for member in members}


def many(value: Any) -> Any:
    """The value, where it is a list of the usual kinds."""
    if type(value) in (tuple, list):
        return value
    raise Odd("list")
