"""Valid questions of all forms, made from a schema by Hypothesis."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_required_argument,
    is_required_input_field,
    print_ast,
)
from graphql.utilities.value_to_literal import value_to_literal
from hypothesis import strategies as some

Values = Mapping[str, Sequence[Any]]
Draw = Callable[[some.SearchStrategy[Any]], Any]
_DEEPEST, _WIDEST = 4, 3
_OWN: Values = {"String": ["", "x", "Feinstaub"], "Int": [1, 2, 3], "Float": [0.5, 2],
                "Boolean": [True, False], "DateTime": ["2026-05-04T10:00:00Z"]}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A document with one operation, and what its variables stand for."""

    text: str
    variables: dict[str, Any]


@some.composite
def questions(draw: Draw, schema: GraphQLSchema, values: Values) -> Question:
    """`values` may be given to arguments: by `field.argument`, by the argument, or by its type."""
    writer = _Writer(draw, schema, values)
    selection = writer.selection(schema.query_type, _DEEPEST)
    declared = f"({', '.join(writer.declared)})" if writer.declared else ""
    text = "\n".join([f"query Q{declared} {selection}", *writer.fragments.values()])
    return Question(text, writer.variables)


@dataclass(slots=True)
class _Writer:
    draw: Draw
    schema: GraphQLSchema
    values: Values
    variables: dict[str, Any] = field(default_factory=dict)
    declared: list[str] = field(default_factory=list)
    fragments: dict[str, str] = field(default_factory=dict)
    on: dict[str, list[str]] = field(default_factory=dict)
    numbered: int = 0

    def chance(self, of: int) -> bool:
        return bool(self.draw(some.integers(0, of - 1)) == of - 1)

    def one(self, of: Sequence[Any]) -> Any:
        return self.draw(some.sampled_from(of))

    def number(self) -> int:
        self.numbered += 1
        return self.numbered

    def selection(self, kind: Any, levels: int) -> str:
        parts = [self.part(kind, levels) for _ in range(self.draw(some.integers(1, _WIDEST)))]
        return f"{{ {' '.join(parts)} }}"

    def part(self, kind: Any, levels: int) -> str:
        """A field, or what stands for several."""
        if levels and self.chance(6):
            return self.inline(kind, levels)
        if levels and self.chance(8):
            return self.spread(kind, levels)
        if self.chance(10):
            return f"{self.alias('__typename', 4)}__typename{self.directive()}"
        return self.field(kind, levels)

    def inner(self, kind: Any) -> Any:
        """A type that may be where this one is."""
        possible = self.schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]
        return self.one([*possible, *getattr(possible[0], "interfaces", ())])

    def inline(self, kind: Any, levels: int) -> str:
        inner = self.inner(kind)
        on = f" on {inner.name}" if inner is not kind or self.chance(2) else ""
        return f"...{on}{self.directive()} {self.selection(inner, levels - 1)}"

    def spread(self, kind: Any, levels: int) -> str:
        inner = self.inner(kind)
        known = self.on.get(inner.name)
        if known and self.chance(2):
            return f"...{self.one(known)}{self.directive()}"
        name = f"F{self.number()}"
        text = f"fragment {name} on {inner.name} {self.selection(inner, levels - 1)}"
        self.fragments[name] = text
        self.on.setdefault(inner.name, []).append(name)
        return f"...{name}{self.directive()}"

    def field(self, kind: Any, levels: int) -> str:
        """One field; sometimes twice, to be merged."""
        fields = {
            n: f for n, f in kind.fields.items() if levels or is_leaf_type(get_named_type(f.type))
        }
        if not fields:
            return "__typename"
        name = self.one(list(fields))
        head = self.head(name, fields[name])
        named = get_named_type(fields[name].type)
        if is_leaf_type(named):
            return f"{head}{self.directive()}"
        times = 2 if self.chance(6) else 1
        return " ".join(
            f"{head}{self.directive()} {self.selection(named, levels - 1)}" for _ in range(times)
        )

    def head(self, name: str, of: GraphQLField) -> str:
        if not of.args:
            return f"{self.alias(name, 5)}{name}"
        given = [
            f"{argument}: {self.given(name, argument, each)}"
            for argument, each in of.args.items()
            if is_required_argument(each) or argument in {"id", "slug", "first"} or self.chance(3)
        ]
        written = f"({', '.join(given)})" if given else ""
        return f"a{self.number()}: {name}{written}"

    def alias(self, name: str, of: int) -> str:
        return f"x_{name}: " if self.chance(of) else ""

    def directive(self) -> str:
        if not self.chance(8):
            return ""
        how, whether = self.one(["skip", "include"]), self.one([True, False])
        value = self.variable("Boolean!", whether) if self.chance(2) else str(whether).lower()
        return f" @{how}(if: {value})"

    def given(self, name: str, argument: str, of: GraphQLArgument) -> str:
        own = self.values.get(f"{name}.{argument}") or self.values.get(argument)
        value = self.one(own) if own else self.value(of.type)
        if self.chance(2):
            return self.variable(str(of.type), value)
        return print_ast(value_to_literal(value, of.type))  # type: ignore[arg-type]

    def variable(self, kind: str, value: Any) -> str:
        name = f"v{self.number()}"
        self.declared.append(f"${name}: {kind}")
        self.variables[name] = value
        return f"${name}"

    def value(self, kind: Any) -> Any:
        if not isinstance(kind, GraphQLNonNull) and self.chance(4):
            return None
        kind = get_nullable_type(kind)
        if isinstance(kind, GraphQLList):
            return [self.value(kind.of_type) for _ in range(self.draw(some.integers(0, 2)))]
        if isinstance(kind, GraphQLEnumType):
            return self.one(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return {
                name: self.value(each.type)
                for name, each in kind.fields.items()
                if is_required_input_field(each) or self.chance(4)
            }
        return self.one(self.values.get(kind.name) or _OWN[kind.name])
