"""Examples in the schema's descriptions: leaves name their own, all else is made of leaves.

A field of `Query` or `Mutation` shows an operation that asks for it, everything else a value as
JSON has it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_introspection_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
    is_specified_scalar_type,
)

from gateway.graphql.ids import encode
from gateway.graphql.operations import operation
from gateway.graphql.resolved import EXAMPLE

Described = GraphQLField | GraphQLInputField | GraphQLArgument
Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType

_SHOWN = 4
_SCALARS = {
    "ID": encode("Experiment", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"),
    "Boolean": True,
    "DateTime": "2026-05-04T10:00:00Z",
    "Bytes": 1_048_576,
}


class NoExample(TypeError):
    """A leaf says nothing of what it may hold."""


def add_examples(schema: GraphQLSchema) -> None:
    """Ends each description of a type, a field or an argument with an example. Raises NoExample."""
    roots = {schema.query_type, schema.mutation_type, schema.subscription_type}
    for kind in _own_types(schema):
        for name, field in _fields_of(kind).items():
            if kind in roots:
                _say(field, f"`{_own(field) or operation(schema, kind, name, example_of)}`")
            else:
                _say(field, _json(example_of(field, f"{kind.name}.{name}")))
            for argument, of in getattr(field, "args", {}).items():
                _say(of, _json(example_of(of, f"{kind.name}.{name}({argument}:)")))
        if kind not in roots:
            _say(kind, _json(_of_type(kind, kind.name)))


def _own_types(schema: GraphQLSchema) -> Iterator[GraphQLNamedType]:
    """All but GraphQL's own."""
    for kind in schema.type_map.values():
        if not is_introspection_type(kind) and not is_specified_scalar_type(kind):
            yield kind


def _fields_of(kind: GraphQLNamedType) -> Mapping[str, GraphQLField | GraphQLInputField]:
    return kind.fields if isinstance(kind, Composite) else {}


def example_of(of: Described, place: str) -> Any:
    """What a field or an argument may hold."""
    named = get_named_type(of.type)
    own = None if isinstance(named, GraphQLEnumType) else _own(of)
    found = _of_type(named, place) if own is None else own
    whole = isinstance(own, list) or not _is_list(of.type)
    return found if whole else [found]


def _own(of: Described) -> Any:
    return of.extensions["strawberry-definition"].metadata.get(EXAMPLE)


def _is_list(kind: Any) -> bool:
    return isinstance(get_nullable_type(kind), GraphQLList)


def _of_type(kind: GraphQLNamedType, place: str) -> Any:
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLScalarType):
        if kind.name not in _SCALARS:
            raise NoExample(place)
        return _SCALARS[kind.name]
    chosen = _chosen(kind)
    return {name: example_of(field, f"{kind.name}.{name}") for name, field in chosen.items()}


def _chosen(kind: Any) -> dict[str, Any]:
    """The fields that show what a type is: what is required to write it, else a few leaves."""
    fields = {name: field for name, field in kind.fields.items() if not _asks(field)}
    if isinstance(kind, GraphQLInputObjectType):
        required = {name: each for name, each in fields.items() if is_required_input_field(each)}
        if required:
            return required
    leaves = [name for name, each in fields.items() if is_leaf_type(get_named_type(each.type))]
    shown = leaves[:_SHOWN] or list(fields)[:1]
    return {name: fields[name] for name in shown}


def _asks(field: Any) -> bool:
    return any(is_required_argument(each) for each in getattr(field, "args", {}).values())


def _json(value: Any) -> str:
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def _say(of: Any, shown: str) -> None:
    of.description = f"{of.description or ''} Example: {shown}".strip()
