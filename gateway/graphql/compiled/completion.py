"""Expressions that make of a value what the answer holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLScalarType
from graphql.execution.collect_fields import FieldDetailsList

from gateway.graphql.compiled.leaves import completed_by, many, names_of, plain_when
from gateway.graphql.compiled.source import Source


@dataclass(frozen=True, slots=True)
class Value:
    """An expression. Where it is no name, it is called `v` from its first use on."""

    once: str

    @property
    def bound(self) -> str:
        return self.once if self.once.isidentifier() else f"v := {self.once}"

    @property
    def again(self) -> "Value":
        return self if self.once.isidentifier() else Value("v")

    def or_null(self, otherwise: str) -> str:
        bound = self.bound if self.once.isidentifier() else f"({self.bound})"
        return f"None if {bound} is None else {otherwise}"


@dataclass(frozen=True, slots=True)
class Shape:
    """How a value is completed. `waits`: something beneath it is awaited. `function` is the name of
    what does it, where that is one call.
    """

    of: Callable[[Value], str]
    waits: bool = False
    function: str | None = None

    @classmethod
    def call(cls, function: str, *, waits: bool = False) -> "Shape":
        return cls(lambda value: f"{function}({value.once})", waits, function)

    def or_null(self) -> "Shape":
        return Shape(lambda value: value.or_null(self.of(value.again)), self.waits)

    def listed(self, many_of: str) -> "Shape":
        def items(value: Value) -> str:
            if self.function:
                return f"list(map({self.function}, {many_of}({value.once})))"
            return f"[{self.of(Value('each'))} for each in {many_of}({value.once})]"

        return Shape(items, self.waits)


Objects = Callable[[Any, FieldDetailsList], Shape]


class Completion:
    """Shapes for the types of the schema; `objects` says how one with fields is completed."""

    def __init__(self, source: Source, objects: Objects) -> None:
        self._source = source
        self._objects = objects

    def shape(self, kind: Any, details: FieldDetailsList) -> Shape:
        """How values of a type are completed, and null where the type allows it."""
        if isinstance(kind, GraphQLNonNull):
            return self._present(kind.of_type, details)
        return self._present(kind, details).or_null()

    def _present(self, kind: Any, details: FieldDetailsList) -> Shape:
        if isinstance(kind, GraphQLList):
            return self.shape(kind.of_type, details).listed(self._source.refer("many", many))
        if isinstance(kind, GraphQLScalarType):
            return self._scalar(kind)
        if isinstance(kind, GraphQLEnumType):
            table = self._source.refer(kind.name, names_of(kind))
            return Shape(lambda value: f"{table}[{value.once}]")
        return self._objects(kind, details)

    def _scalar(self, kind: GraphQLScalarType) -> Shape:
        by = self._source.refer(kind.name, completed_by(kind))
        condition = plain_when(kind)
        if condition is None:
            return Shape.call(by)

        def complete(value: Value) -> str:
            told = condition.format(first=value.bound, v=value.again.once)
            return f"{value.again.once} if {told} else {by}({value.again.once})"

        return Shape(complete)
