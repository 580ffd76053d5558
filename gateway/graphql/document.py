"""A parsed document, and what its operations ask for."""

from dataclasses import dataclass, field
from functools import cached_property

from graphql import DocumentNode, FieldNode, OperationDefinitionNode, OperationType

from gateway.graphql.compiled.conditions import Conditions
from gateway.graphql.compiled.plans import Plans
from gateway.graphql.cost import Prices
from gateway.graphql.measure import Measure, Variables, Walk, how_many

_MOST_MEASURES = 8
"""Of one operation, for different lengths of its lists."""

Lengths = tuple[int | None, ...]


@dataclass(slots=True)
class _Measured:
    """What an operation asks for, by the values of the variables that say how long lists are."""

    asked: tuple[str, ...] = ()
    found: dict[Lengths, Measure] = field(default_factory=dict)

    def lengths(self, variables: Variables) -> Lengths:
        return tuple(how_many(variables.get(name)) for name in self.asked)


class Document:
    """`tokens` counts its words and signs."""

    def __init__(self, text: str, parsed: DocumentNode, prices: Prices) -> None:
        self.text = text
        self.parsed = parsed
        self.tokens = int(getattr(parsed, "token_count", 0))
        self._prices = prices
        self._measured: dict[str | None, _Measured] = {}
        self.plans = Plans()

    @cached_property
    def operations(self) -> dict[str | None, OperationDefinitionNode]:
        """By their names."""
        return {
            each.name.value if each.name else None: each
            for each in self.parsed.definitions
            if isinstance(each, OperationDefinitionNode)
        }

    @cached_property
    def only_reads(self) -> bool:
        """Whether it holds queries alone."""
        return all(each.operation is OperationType.QUERY for each in self.operations.values())

    @cached_property
    def conditions(self) -> Conditions:
        """On what it depends which of its fields are asked for."""
        return Conditions.of(self.parsed)

    @cached_property
    def only_introspects(self) -> bool:
        """Whether it asks for nothing but the schema."""
        return all(
            isinstance(node, FieldNode) and node.name.value.startswith("__")
            for each in self.operations.values()
            for node in each.selection_set.selections
        )

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The one that is meant; None where that is not clear."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        return self.operations.get(name) if name is not None else None

    def measure(self, name: str | None, variables: Variables) -> Measure:
        """What an operation asks for with these variables."""
        operation = self.operation(name)
        if operation is None:
            return Measure()
        known = self._measured.setdefault(name, _Measured())
        if found := known.found.get(known.lengths(variables)):
            return found
        walk = Walk(self.parsed, self._prices, variables)
        measure = walk.of(operation)
        known.asked = tuple(sorted(walk.asked))
        if len(known.found) == _MOST_MEASURES:
            known.found.clear()
        known.found[known.lengths(variables)] = measure
        return measure
