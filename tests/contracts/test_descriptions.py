"""Strangers find a description and an example at each name of the schema, and both hold."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, get_type_hints

import msgspec
import pytest
import strawberry
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    build_schema,
    is_required_input_field,
    parse,
    specified_scalar_types,
    validate,
)

from gateway.graphql.deprecation import NOTICE, NoticeTooShort, deprecated
from gateway.graphql.examples import NoExample, add_examples
from gateway.graphql.from_struct import _types
from gateway.graphql.inputs import _inputs
from gateway.graphql.schema import make_schema
from tests.contracts.test_schema import COMMITTED

SCHEMA = build_schema(COMMITTED)
SAID = re.compile(r"(?P<words>.*\S) Example: `(?P<shown>.*)`", re.DOTALL)
REASON = re.compile(r".+ Deprecated since (\S+), kept until (\S+)\.")
Placed = tuple[str, Any]


def own_types() -> Iterator[GraphQLNamedType]:
    for name, kind in SCHEMA.type_map.items():
        if not name.startswith("__") and name not in specified_scalar_types:
            yield kind


def fields() -> Iterator[tuple[str, GraphQLField | GraphQLInputField]]:
    for kind in own_types():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            yield from ((f"{kind.name}.{name}", field) for name, field in kind.fields.items())


def arguments() -> Iterator[tuple[str, GraphQLArgument]]:
    for place, field in fields():
        if isinstance(field, GraphQLField):
            yield from ((f"{place}({name}:)", of) for name, of in field.args.items())


def values() -> Iterator[Placed]:
    for kind in own_types():
        if isinstance(kind, GraphQLEnumType):
            yield from ((f"{kind.name}.{name}", value) for name, value in kind.values.items())


ROOTS = {"Query", "Mutation", "Subscription"}
OPERATIONS = [(at, of) for at, of in fields() if at.partition(".")[0] in ROOTS]
VALUED: list[Placed] = [
    *((at, of) for at, of in fields() if at.partition(".")[0] not in ROOTS),
    *arguments(),
]


def shown(of: Any) -> str:
    said = SAID.fullmatch(of.description or "")
    return said["shown"] if said else ""


def test_everything_says_what_it_is() -> None:
    everything = [*((kind.name, kind) for kind in own_types()), *fields(), *arguments(), *values()]
    assert len(everything) > 800
    bare = [at for at, of in everything if not (of.description or "").partition("Example:")[0]]
    assert bare == []


def test_everything_but_roots_and_members_of_enums_shows_an_example() -> None:
    kinds = [(kind.name, kind) for kind in own_types() if kind.name not in ROOTS]
    assert [at for at, of in [*kinds, *fields(), *arguments()] if not shown(of)] == []


def faults(value: Any, kind: Any, at: str) -> Iterator[str]:
    """Where a value as JSON has it is none of the type."""
    if isinstance(kind, GraphQLNonNull):
        if value is None:
            yield at
        else:
            yield from faults(value, kind.of_type, at)
    elif value is None:
        return
    elif isinstance(kind, GraphQLList):
        yield from [at] if not isinstance(value, list) else []
        for each in value if isinstance(value, list) else []:
            yield from faults(each, kind.of_type, at)
    elif isinstance(kind, GraphQLEnumType):
        yield from [] if value in kind.values else [at]
    elif isinstance(kind, GraphQLScalarType):
        yield from [] if taken(kind, value) else [at]
    else:
        yield from within(value, kind, at)


def within(value: Any, kind: Any, at: str) -> Iterator[str]:
    if isinstance(kind, GraphQLInputObjectType):
        missing = {name for name, of in kind.fields.items() if is_required_input_field(of)}
        yield from (f"{at}.{name}" for name in missing - set(value))
    for name, each in value.items():
        of = kind.fields.get(name)
        yield from faults(each, of.type, f"{at}.{name}") if of else [f"{at}.{name}"]


def taken(kind: GraphQLScalarType, value: Any) -> bool:
    try:
        kind.parse_value(value)
    except GraphQLError:
        return False
    return True


def test_every_example_is_one() -> None:
    kinds = [(kind.name, kind) for kind in own_types() if kind.name not in ROOTS]
    wrong = [at for name, kind in kinds for at in faults(json.loads(shown(kind)), kind, name)]
    wrong += [fault for at, of in VALUED for fault in faults(json.loads(shown(of)), of.type, at)]
    assert wrong == []


def test_every_operation_shown_is_valid() -> None:
    wrong = [
        (at, str(error)) for at, of in OPERATIONS for error in validate(SCHEMA, parse(shown(of)))
    ]
    assert wrong == []


def examples() -> Iterator[tuple[str, Any, Any]]:
    make_schema()
    for struct in {*_types, *_inputs}:
        for name, hint in get_type_hints(struct, include_extras=True).items():
            for meta in getattr(hint, "__metadata__", ()):
                yield from (
                    (f"{struct.__name__}.{name}", hint, each) for each in meta.examples or ()
                )


def test_the_contracts_examples_keep_the_contracts_limits() -> None:
    found = list(examples())
    assert len(found) > 150
    wrong = []
    for at, hint, value in found:
        try:
            msgspec.convert(value, hint)
        except msgspec.ValidationError as error:
            wrong.append(f"{at}: {error}")
    assert wrong == []


def test_a_leaf_without_an_example_is_refused() -> None:
    @strawberry.type
    class Bare:
        name: str

    @strawberry.type
    class Query:
        bare: Bare

    with pytest.raises(NoExample, match=r"Bare\.name"):
        add_examples(strawberry.Schema(query=Query)._schema)


def deprecations() -> Iterator[tuple[str, str]]:
    for at, of in [*fields(), *arguments(), *values()]:
        if of.deprecation_reason is not None:
            yield at, of.deprecation_reason


def test_what_is_deprecated_says_why_since_when_and_until_when() -> None:
    found = list(deprecations())
    assert [at for at, reason in found if not REASON.fullmatch(reason)] == []
    for at, reason in found:
        since, until = map(date.fromisoformat, REASON.fullmatch(reason).groups())  # type: ignore[union-attr]
        assert until - since >= NOTICE, at


def test_nothing_leaves_before_others_can_follow() -> None:
    since, soon = date(2027, 1, 1), date(2027, 6, 1)
    with pytest.raises(NoticeTooShort):
        deprecated("Use `text`.", since=since, until=soon)
