"""From the selections of an operation to Python: a function for each, with its fields in order."""

import re
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet, collect_fields
from strawberry.schema import Schema

from gateway.graphql.compiled.classes import SeenClasses
from gateway.graphql.compiled.completion import Completion, Shape, Value
from gateway.graphql.compiled.given import AllGiven, Given
from gateway.graphql.compiled.odd import Uncovered
from gateway.graphql.compiled.resolvers import Resolver, attribute, definition
from gateway.graphql.compiled.source import Source

MOST_FIELDS = 500
"""Of one operation, counted once for each type that may have them: some 20 ms of work."""

_MOST_LEVELS = 30
_NAME = re.compile(r"[_A-Za-z][_0-9A-Za-z]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field's place in the answer; `start` is what begins it where it is awaited."""

    key: str
    value: str
    waits: bool = False
    start: str | None = None


class Selections:
    """Writes the functions of an operation; `given` holds what its fields are given."""

    def __init__(self, schema: Schema, executor: Executor[Any], seen: SeenClasses) -> None:
        self.source = Source()
        self.given = AllGiven()
        self.fields = 0
        self._schema = schema
        self._executor = executor
        self._seen = seen
        self._completion = Completion(self.source, self._objects)
        self._known: dict[Any, Shape] = {}
        self._level = 0

    def root(self) -> str:
        """The expression whose value is the answer. Raises `Uncovered`."""
        executor = self._executor
        kind = executor.schema.query_type
        if kind is None:
            raise Uncovered
        found = collect_fields(
            executor.schema, executor.fragments, executor.variable_values, kind, executor.operation
        )
        return f"{self._function(kind, found.grouped_field_set, []).function}(None)"

    def _objects(self, kind: Any, details: FieldDetailsList) -> Shape:
        key = (kind.name, *(id(each.node) for each in details))
        if key not in self._known:
            if self._level == _MOST_LEVELS:
                raise Uncovered("too deep")
            self._level += 1
            write = self._object if isinstance(kind, GraphQLObjectType) else self._abstract
            self._known[key] = write(kind, details)
            self._level -= 1
        return self._known[key]

    def _object(self, kind: GraphQLObjectType, details: FieldDetailsList) -> Shape:
        chosen = self._executor.collect_subfields(kind, details).grouped_field_set
        classes = self.source.refer(kind.name, self._seen.classes(kind))
        look = [f"if type(it) not in {classes}:", f"    {classes}.look(it)"]
        return self._function(kind, chosen, look)

    def _abstract(self, kind: Any, details: FieldDetailsList) -> Shape:
        possible = self._executor.schema.get_possible_types(kind)
        shapes = {each.name: self._objects(each, details) for each in possible}
        named = ", ".join(f"{name!r}: {shape.function}" for name, shape in shapes.items())
        functions, name = self.source.name(f"{kind.name}_by"), self.source.name(kind.name.lower())
        kinds = self.source.refer(kind.name, self._seen.kinds(kind))
        self.source.assign(functions, f"{{{named}}}")
        self.source.function(f"{name}(it)", [f"return {functions}[{kinds}.name(it)](it)"])
        return Shape.call(name, waits=any(shape.waits for shape in shapes.values()))

    def _function(self, kind: Any, chosen: GroupedFieldSet, before: list[str]) -> Shape:
        fields = [self._field(kind, key, details) for key, details in chosen.items()]
        entries = [f"    {field.key!r}: {field.value}," for field in fields]
        starts = [field.start for field in fields if field.start]
        name = self.source.name(kind.name.lower())
        body = ["into = {", *entries, "}", *starts, "return into"]
        whole = ["return {", *entries, "}"]
        self.source.function(f"{name}(it)", [*before, *(body if starts else whole)])
        return Shape.call(name, waits=any(field.waits for field in fields))

    def _field(self, kind: GraphQLObjectType, key: str, details: FieldDetailsList) -> _Field:
        self.fields += 1
        if self.fields > MOST_FIELDS or not _NAME.fullmatch(key):
            raise Uncovered(key)
        name = details[0].node.name.value
        if name == "__typename":
            return _Field(key, repr(kind.name))
        if name not in kind.fields:
            raise Uncovered(name)
        shape = self._completion.shape(kind.fields[name].type, details)
        defined = definition(kind.fields[name])
        resolver = Resolver.of(defined)
        if resolver is None:
            return _Field(key, shape.of(Value(attribute(defined))), shape.waits)
        called = self._called(resolver, kind.fields[name], details[0].node)
        return self._resolved(key, details[0].node, called, shape, waits=resolver.waits)

    def _called(self, resolver: Resolver, field: GraphQLField, node: FieldNode) -> str:
        function = self.source.refer(f"resolve_{node.name.value}", resolver.function)
        if not field.args:
            return resolver.called(function)
        place = self.given.place(Given(self._schema, field, node))
        return resolver.called(function, f"**given[{place}]")

    def _resolved(
        self, key: str, node: FieldNode, called: str, shape: Shape, *, waits: bool
    ) -> _Field:
        asked = self.source.refer("asked", node)
        if waits:
            done = self.source.name(f"completed_{node.name.value}")
            self.source.function(f"{done}(v, into)", [f"into[{key!r}] = {shape.of(Value('v'))}"])
            return _Field(key, "None", True, f"run.wait({asked}, it, {called}, {done}, into)")
        value = f"run.keep({asked}, it, {called})" if shape.waits else called
        return _Field(key, shape.of(Value(value)), shape.waits)
