"""Parsed and validated documents, kept by their text: much of a query's cost is there."""

from collections import OrderedDict
from collections.abc import Iterator

from graphql import DocumentNode, OperationDefinitionNode, OperationType
from strawberry.extensions import SchemaExtension

_MOST_CHARACTERS = 128 * 1024
"""Of all texts together: a parsed document takes about 200 times its text's size."""


class DocumentCache(SchemaExtension):
    """Skips parsing and validating for texts seen lately. One schema, one set of rules."""

    _known: OrderedDict[str, DocumentNode] = OrderedDict()  # noqa: RUF012 - shared by all requests

    @classmethod
    def only_reads(cls, text: str) -> bool:
        """Whether the text is known and holds queries alone."""
        document = cls._known.get(text)
        return document is not None and all(
            definition.operation is OperationType.QUERY
            for definition in document.definitions
            if isinstance(definition, OperationDefinitionNode)
        )

    def on_parse(self) -> Iterator[None]:
        """Takes the document from the cache where it is there."""
        text = self.execution_context.query or ""
        if known := self._known.get(text):
            self._known.move_to_end(text)
            self.execution_context.graphql_document = known
        yield

    def on_validate(self) -> Iterator[None]:
        """Takes the verdict from the cache, or keeps the new one."""
        context = self.execution_context
        text = context.query or ""
        if text in self._known:
            context.pre_execution_errors = []
            yield
            return
        yield
        if context.graphql_document is not None and not context.pre_execution_errors:
            self._keep(text, context.graphql_document)

    def _keep(self, text: str, document: DocumentNode) -> None:
        self._known[text] = document
        while sum(map(len, self._known)) > _MOST_CHARACTERS:
            self._known.popitem(last=False)
