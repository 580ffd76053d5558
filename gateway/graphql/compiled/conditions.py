"""On which variables it depends what an operation includes."""

from dataclasses import dataclass
from typing import Any

from graphql import DirectiveNode, DocumentNode, VariableNode, Visitor, visit

_KNOWN = {"skip", "include"}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Of a document. `covered`: it has no other directives than `@skip` and `@include`."""

    variables: tuple[str, ...]
    covered: bool

    @classmethod
    def of(cls, document: DocumentNode) -> "Conditions":
        look = _Look()
        visit(document, look)
        return cls(tuple(sorted(look.variables)), look.directives <= _KNOWN)


class _Look(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.directives: set[str] = set()
        self.variables: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        self.directives.add(node.name.value)
        for argument in node.arguments or ():
            if isinstance(argument.value, VariableNode):
                self.variables.add(argument.value.name.value)
