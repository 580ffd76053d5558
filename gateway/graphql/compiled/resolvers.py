"""How the value of a field is come by: an attribute, or one of our functions."""

from collections.abc import Callable
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from gateway.graphql.compiled.odd import Uncovered


def definition(field: GraphQLField) -> StrawberryField:
    """Strawberry's own, of which the schema's field was made. Raises `Uncovered`."""
    found = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(found, StrawberryField) or found.extensions:
        raise Uncovered
    if found.base_resolver is None and found.default_resolver is not getattr:
        raise Uncovered
    return found


@dataclass(frozen=True, slots=True)
class Resolver:
    """A function, and how the source calls it. `waits`: what it gives is awaited."""

    function: Callable[..., Any]
    arguments: tuple[str, ...]
    waits: bool

    @classmethod
    def of(cls, field: StrawberryField) -> "Resolver | None":
        """None where the value is an attribute."""
        found = field.base_resolver
        if found is None:
            return None
        given = ["it"] if found.self_parameter else []
        for parameter in (found.parent_parameter, found.root_parameter):
            given += [f"{parameter.name}=it"] if parameter else []
        given += [f"{found.info_parameter.name}=info"] if found.info_parameter else []
        function: Any = found.wrapped_func
        return cls(function, tuple(dict.fromkeys(given)), found.is_async)

    def called(self, name: str, *more: str) -> str:
        return f"{name}({', '.join([*self.arguments, *more])})"


def attribute(field: StrawberryField) -> str:
    """The expression that reads it. Raises `Uncovered`."""
    name = field.python_name
    if not name.isidentifier() or iskeyword(name):
        raise Uncovered(name)
    return f"it.{name}"
