"""Which type of the schema a value has: told by its class, and each class is looked at once.

So it is with all of ours: `is_type_of` asks for the class, and nothing is cast.
"""

from inspect import isawaitable
from types import SimpleNamespace
from typing import Any

from graphql import (
    GraphQLAbstractType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    default_type_resolver,
)

from gateway.graphql.compiled.odd import Odd


class Classes(set[type]):
    """Those that an object type's values had so far."""

    def __init__(self, kind: GraphQLObjectType) -> None:
        super().__init__()
        self._kind = kind

    def look(self, value: Any) -> None:
        """Adds the value's. Raises `Odd` where it is not of this type."""
        odd = value is None or value is Undefined or isinstance(value, Exception)
        belongs: Any = self._kind.is_type_of
        if odd or isawaitable(value) or (belongs and not belongs(value, None)):
            raise Odd(self._kind.name)
        self.add(type(value))


class Kinds:
    """The object types of an abstract type's values, by their classes."""

    def __init__(self, schema: GraphQLSchema, kind: GraphQLAbstractType) -> None:
        self._kind = kind
        self._possible = {each.name for each in schema.get_possible_types(kind)}
        self._info: Any = SimpleNamespace(schema=schema, field_name="", is_awaitable=isawaitable)
        self._seen: dict[type, str] = {}

    def name(self, value: Any) -> str:
        """The value's type. Raises `Odd` where it has none."""
        return self._seen.get(type(value)) or self._look(value)

    def _look(self, value: Any) -> str:
        resolve: Any = self._kind.resolve_type or default_type_resolver
        found = resolve(value, self._info, self._kind)
        if found not in self._possible or isinstance(value, Exception):
            raise Odd(self._kind.name)
        self._seen[type(value)] = found
        return str(found)


class SeenClasses:
    """What was seen of all types of a schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._objects: dict[str, Classes] = {}
        self._abstract: dict[str, Kinds] = {}

    def classes(self, kind: GraphQLObjectType) -> Classes:
        return self._objects.setdefault(kind.name, Classes(kind))

    def kinds(self, kind: GraphQLAbstractType) -> Kinds:
        return self._abstract.setdefault(kind.name, Kinds(self._schema, kind))
