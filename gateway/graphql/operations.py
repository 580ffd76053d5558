"""An operation that asks for one root field, as an example of it."""

import json
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
)

ExampleOf = Callable[[Any, str], Any]
_LEAVES = 2
_DEEPEST = 3


def operation(schema: GraphQLSchema, root: Any, name: str, example_of: ExampleOf) -> str:
    """For instance `{ node(id: "…") { id } }`: with what the field demands, and a few leaves."""
    field = root.fields[name]
    written = ", ".join(
        f"{argument}: {_literal(example_of(of, argument), of.type)}"
        for argument, of in field.args.items()
        if is_required_argument(of)
    )
    called = f"{name}({written})" if written else name
    kind = {schema.mutation_type: "mutation ", schema.subscription_type: "subscription "}
    return f"{kind.get(root, '')}{{ {called}{_selection(field.type, _DEEPEST)} }}"


def _selection(kind: Any, deepest: int) -> str:
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    fields = named.fields
    leaves = [name for name, field in fields.items() if is_leaf_type(get_named_type(field.type))]
    parts = leaves[:_LEAVES] or [
        f"{name}{_selection(field.type, deepest - 1)}"
        for name, field in list(fields.items())[:_LEAVES]
        if deepest
    ]
    return f" {{ {' '.join(parts)} }}"


def _literal(value: Any, kind: Any) -> str:
    """The value as a GraphQL document writes it."""
    kind = get_nullable_type(kind)
    if isinstance(kind, GraphQLList):
        return f"[{', '.join(_literal(each, kind.of_type) for each in value)}]"
    if isinstance(kind, GraphQLInputObjectType):
        pairs = (
            f"{name}: {_literal(each, kind.fields[name].type)}" for name, each in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(kind, GraphQLEnumType):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
