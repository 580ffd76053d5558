"""Fields with resolvers, and types of fields, in a form that type checkers can follow."""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

F = TypeVar("F", bound=Callable[..., Any])


EXAMPLE = "example"


def example(value: Any) -> dict[str, Any]:
    """The mark of a field or an argument with a value that it may have, as JSON holds it."""
    return {EXAMPLE: value}


def argument(description: str, value: Any = None) -> Any:
    """What an argument is, with an example."""
    marks = {} if value is None else example(value)
    return strawberry.argument(description=description, metadata=marks)


def resolved(description: str, kind: Any = None, value: Any = None) -> Callable[[F], F]:
    """Makes a resolver a field; `kind` is its GraphQL type where the Struct's is not enough, and
    `value` an example, which a field of plain text or numbers needs.
    """
    marks = {} if value is None else example(value)

    def field(resolver: F) -> F:
        made: Any = strawberry.field(
            resolver=resolver, description=description, graphql_type=kind, metadata=marks
        )
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
