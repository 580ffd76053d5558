"""Fields with resolvers, and types of fields, in a form that type checkers can follow."""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

F = TypeVar("F", bound=Callable[..., Any])


def resolved(description: str, kind: Any = None) -> Callable[[F], F]:
    """Makes a resolver a field; `kind` is its GraphQL type where the Struct's is not enough."""

    def field(resolver: F) -> F:
        made: Any = strawberry.field(resolver=resolver, description=description, graphql_type=kind)
        return made  # type: ignore[no-any-return]

    return field


def streamed(description: str) -> Callable[[F], F]:
    """Makes an asynchronous generator a subscription."""

    def field(resolver: F) -> F:
        made: Any = strawberry.subscription(resolver=resolver, description=description)
        return made  # type: ignore[no-any-return]

    return field


def many(kind: Any) -> Any:
    """A list of a type that is made at run time."""
    return list[kind]


def fields_of(holder: type) -> dict[str, Any]:
    """The fields that a class and its bases hold, to be put into a type made at run time."""
    names = [name for base in reversed(holder.__mro__[:-1]) for name in vars(base)]
    return {name: getattr(holder, name) for name in names if not name.startswith("_")}
