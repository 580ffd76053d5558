"""The arguments of resolvers: made as Strawberry makes them, once for an execution."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from graphql import FieldNode, GraphQLField, VariableNode, Visitor, visit
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.schema import Schema
from strawberry.types.arguments import convert_arguments

from gateway.graphql.compiled.resolvers import definition

_NEVER_CHANGES = str | int | float | Enum | None

Arguments = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What a document gives to one field."""

    schema: Schema
    field: GraphQLField
    node: FieldNode

    def made(self, variables: VariableValues) -> Arguments:
        """Raises what graphql-core and Strawberry raise."""
        values = get_argument_values(self.field, self.node, variables, None, hide_suggestions=True)
        return convert_arguments(
            values,
            definition(self.field).arguments,
            scalar_registry=self.schema.schema_converter.scalar_registry,
            config=self.schema.config,
        )

    def for_ever(self) -> Arguments | None:
        """The same, where no execution could change it."""
        if _holds_variables(self.node):
            return None
        made = self.made(VariableValues({}, {}))
        return made if all(isinstance(each, _NEVER_CHANGES) for each in made.values()) else None


def _holds_variables(node: FieldNode) -> bool:
    found: list[VariableNode] = []

    class Look(Visitor):
        def enter_variable(self, variable: VariableNode, *_: Any) -> None:
            found.append(variable)

    for argument in node.arguments or ():
        visit(argument, Look())
    return bool(found)


class AllGiven:
    """What an operation gives to its fields, each in its place."""

    def __init__(self) -> None:
        self._given: list[Given] = []
        self._known: list[Arguments | None] = []

    def place(self, given: Given) -> int:
        self._given.append(given)
        self._known.append(given.for_ever())
        return len(self._given) - 1

    def made(self, variables: VariableValues) -> list[Arguments]:
        pairs = zip(self._given, self._known, strict=True)
        return [given.made(variables) if known is None else known for given, known in pairs]
