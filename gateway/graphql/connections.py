"""Connections for lists (Relay's cursor specification), made for each kind."""

from types import new_class
from typing import Any

import strawberry
from strawberry import Parent

from gateway.graphql.kind_types import KIND_TYPES
from gateway.graphql.resolved import example, fields_of, many, resolved
from shared.contracts.calls import Page
from shared.contracts.content import Content, ContentKind
from shared.contracts.kinds import KINDS

_CURSOR = "2026-05-04T10:00:00+00:00/0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"


@strawberry.type(description="Where a page of a list stands.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether there is more.")
    end_cursor: str | None = strawberry.field(
        description="Give it as `after` for the next page.", metadata=example(_CURSOR)
    )
    has_previous_page: bool = strawberry.field(
        description="Always false: lists are read forwards only.", default=False
    )
    start_cursor: str | None = strawberry.field(
        default=None, description="The first item's cursor.", metadata=example(_CURSOR)
    )


class Edge:
    """An item with its place in the list."""

    def __init__(self, cursor: str, node: Content) -> None:
        self.cursor = cursor
        self.node = node


class _ConnectionFields:
    @staticmethod
    @resolved("How many items the whole list has.", value=42)
    def total_count(root: Parent[Page[Any]]) -> int:
        return root.total

    @staticmethod
    @resolved("Where this page stands.")
    def page_info(root: Parent[Page[Any]]) -> PageInfo:
        return PageInfo(
            has_next_page=root.has_next,
            end_cursor=root.cursors[-1] if root.cursors else None,
            start_cursor=root.cursors[0] if root.cursors else None,
        )


def _nodes(root: Parent[Page[Any]]) -> list[Content]:
    return list(root.items)


def _edges(root: Parent[Page[Any]]) -> list[Edge]:
    return [Edge(*pair) for pair in zip(root.cursors, root.items, strict=True)]


def connection(name: str, node: Any, description: str) -> Any:
    """The connection of a type, and its edge."""
    edge = _edge(f"{name}Edge", node)
    fields = fields_of(_ConnectionFields)
    fields["nodes"] = strawberry.field(
        resolver=_nodes, graphql_type=many(node), description="The items."
    )
    fields["edges"] = strawberry.field(
        resolver=_edges, graphql_type=many(edge), description="The items with their cursors."
    )
    made = new_class(f"{name}Connection", (), exec_body=lambda space: space.update(fields))
    return strawberry.type(made, description=description)


def _edge(name: str, node: Any) -> Any:
    space = {
        "__annotations__": {"cursor": str, "node": node},
        "__module__": __name__,
        "cursor": strawberry.field(
            description="Give it as `after` to go on behind this item.", metadata=example(_CURSOR)
        ),
        "node": strawberry.field(description="The item."),
    }
    made = new_class(name, (), exec_body=lambda target: target.update(space))
    return strawberry.type(made, description="An item with its place in the list.")


CONNECTIONS: dict[ContentKind, Any] = {
    kind: connection(entry.struct.__name__, KIND_TYPES[kind], f"A page of {entry.plural}.")
    for kind, entry in KINDS.items()
}
