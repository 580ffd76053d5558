"""What one document may ask for: bounded before anything of it is carried out."""

from collections.abc import Iterable
from typing import Any

from graphql import (
    ASTValidationRule,
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

DEEPEST = 10
MOST_ROOT_FIELDS = 20
MOST_FIELDS = 5_000
"""Fields times the items of the lists that they stand in."""

_PAGE = 20
_MANY = {
    "related": 5,
    "translations": 3,
    "moments": 3,
    "captions": 10,
    "participationProjects": 20,
    "transcriptCues": 100,
    "transcriptParagraphs": 100,
}
_CALL = 25
"""What a field costs for which a service is asked, and a whole text read, for each item."""

_CALLS = {
    *("search", "similar", "results", "remakes", "suggestions"),
    *("transcriptCues", "transcriptParagraphs", "transcriptText"),
}
_CALLS_OF = {"captions": {"text", "warnings"}, "search": {"facets"}}
_ONCE = {"facets", "suggestions"}
"""Of a page as a whole, not of each of its items."""


class WithinLimits(ASTValidationRule):
    """Refuses documents too deep, too broad, or with lists in lists in lists."""

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        roots = list(self._fields(node.selection_set, ()))
        if len(roots) > MOST_ROOT_FIELDS:
            self._refuse(f"Höchstens {MOST_ROOT_FIELDS} Felder auf oberster Ebene.", node)
        elif (cost := sum(self._cost(field, 1, path, "") for field, path in roots)) > MOST_FIELDS:
            self._refuse(f"Zu viel auf einmal: {cost} statt höchstens {MOST_FIELDS} Felder.", node)

    def _refuse(self, message: str, node: OperationDefinitionNode) -> None:
        self.report_error(GraphQLError(message, node))

    def _cost(self, field: FieldNode, depth: int, path: tuple[str, ...], within: str) -> int:
        """How many fields are read; more than is allowed where it is too deep."""
        name = field.name.value
        if name.startswith("__"):
            return 1
        if depth > DEEPEST:
            return MOST_FIELDS + 1
        own = _CALL if name in _CALLS or name in _CALLS_OF.get(within, ()) else 1
        if field.selection_set is None:
            return own
        inner = self._fields(field.selection_set, path)
        times = _times(field)
        return own + sum(
            self._cost(each, depth + 1, on, name) * (1 if each.name.value in _ONCE else times)
            for each, on in inner
        )

    def _fields(
        self, selected: SelectionSetNode, path: tuple[str, ...]
    ) -> Iterable[tuple[FieldNode, tuple[str, ...]]]:
        """The fields of a selection, fragments opened; `path` are the fragments it stands in."""
        for node in selected.selections:
            if isinstance(node, FieldNode):
                yield node, path
            elif not isinstance(node, FragmentSpreadNode):
                yield from self._fields(node.selection_set, path)  # type: ignore[attr-defined]
            elif (name := node.name.value) not in path and (
                fragment := self.context.get_fragment(name)
            ):
                yield from self._fields(fragment.selection_set, (*path, name))


def _times(field: FieldNode) -> int:
    """How many items the field is expected to have."""
    for argument in field.arguments or ():
        if argument.name.value == "first":
            given = argument.value
            return int(given.value) if isinstance(given, IntValueNode) else 100
    return _PAGE if _is_page(field) else _MANY.get(field.name.value, 1)


def _is_page(field: FieldNode) -> bool:
    """Whether the field is a connection: something with `nodes` or `edges`."""
    inner = field.selection_set.selections if field.selection_set else ()
    return any(isinstance(n, FieldNode) and n.name.value in ("nodes", "edges") for n in inner)
