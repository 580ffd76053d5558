"""How much an operation asks for, found out in one walk, with fragments opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

from gateway.graphql.cost import SIZED, Price, Prices

Variables = Mapping[str, Any]
_UNKNOWN = Price()
_DIGITS = 11
"""Of numbers; longer ones are no GraphQL Int."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one operation, or a part of it, asks for; `page` is its longest list."""

    cost: int = 0
    depth: int = 0
    roots: int = 0
    aliases: int = 0
    directives: int = 0
    page: int = 0

    def beside(self, other: "Measure") -> "Measure":
        """Both, in the same selection."""
        return Measure(
            cost=self.cost + other.cost,
            depth=max(self.depth, other.depth),
            roots=self.roots + other.roots,
            aliases=self.aliases + other.aliases,
            directives=self.directives + other.directives,
            page=max(self.page, other.page),
        )


_NOTHING = Measure()


class Walk:
    """Through one operation with one set of variables: each fragment is measured once.

    `asked` holds the variables that say how long lists are. Whether the document is valid is
    found out elsewhere: what does not exist costs 1, a fragment within itself nothing.
    """

    def __init__(self, document: DocumentNode, prices: Prices, variables: Variables) -> None:
        self.asked: set[str] = set()
        self._prices = prices
        self._variables = dict(variables)
        self._fragments = {
            each.name.value: each
            for each in document.definitions
            if isinstance(each, FragmentDefinitionNode)
        }
        self._measured: dict[tuple[str, int], Measure] = {}

    def of(self, operation: OperationDefinitionNode) -> Measure:
        """The whole operation."""
        defined = operation.variable_definitions or ()
        for each in defined:
            default = self._value(each.default_value)
            self._variables.setdefault(each.variable.name.value, default)
        root = operation.operation.value.capitalize()
        inner = self._selection(operation.selection_set, root, 1)
        return inner.beside(Measure(directives=sum(map(_directives, (operation, *defined)))))

    def _selection(self, chosen: SelectionSetNode, kind: str | None, size: int) -> Measure:
        found = _NOTHING
        for node in chosen.selections:
            found = found.beside(self._node(node, kind, size))
        return found

    def _node(self, node: SelectionNode, kind: str | None, size: int) -> Measure:
        if isinstance(node, FieldNode):
            return self._field(node, kind, size)
        if isinstance(node, FragmentSpreadNode):
            inner = self._fragment(node.name.value, size)
        elif isinstance(node, InlineFragmentNode):
            on = node.type_condition.name.value if node.type_condition else kind
            inner = self._selection(node.selection_set, on, size)
        else:
            return _NOTHING
        return inner.beside(Measure(directives=_directives(node)))

    def _fragment(self, name: str, size: int) -> Measure:
        key = (name, size)
        fragment = self._fragments.get(name)
        if fragment is not None and key not in self._measured:
            self._measured[key] = _NOTHING  # while it is being measured: it may hold itself
            on = fragment.type_condition.name.value
            found = self._selection(fragment.selection_set, on, size)
            self._measured[key] = found.beside(Measure(directives=_directives(fragment)))
        return self._measured.get(key, _NOTHING)

    def _field(self, node: FieldNode, kind: str | None, size: int) -> Measure:
        name = node.name.value
        price = self._prices.get((kind, name), _UNKNOWN)
        given = self._given(node, price)
        items = size if name in SIZED and not price.by else given
        inner = _NOTHING
        if node.selection_set is not None:
            within = given if price.sized else 1
            inner = self._selection(node.selection_set, price.inner, within)
        introspective = name.startswith("__")
        return Measure(
            cost=price.own + (0 if introspective else inner.cost * (1 if price.sized else items)),
            depth=1 if introspective else inner.depth + 1,
            roots=1,
            aliases=inner.aliases + (node.alias is not None),
            directives=inner.directives + _directives(node),
            page=max(inner.page, given if price.sized else 0),
        )

    def _given(self, node: FieldNode, price: Price) -> int:
        """How many items the field is to give."""
        for argument in node.arguments or ():
            if argument.name.value == price.by:
                said = how_many(self._value(argument.value))
                return price.items if said is None else said
        return price.items

    def _value(self, node: Any) -> Any:
        if isinstance(node, VariableNode):
            self.asked.add(node.name.value)
            return self._variables.get(node.name.value)
        if isinstance(node, IntValueNode):
            return int(node.value[:_DIGITS])
        return node.values if isinstance(node, ListValueNode) else None


def how_many(value: Any) -> int | None:
    """A number of items, or of ids; None where it is neither."""
    if isinstance(value, int):
        return max(value, 0)
    return len(value) if isinstance(value, list | tuple) else None


def _directives(node: Any) -> int:
    return len(node.directives or ())
