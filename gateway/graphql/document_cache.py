"""Parsed and validated documents, kept by their text: most of a short query's cost is there."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError
from strawberry.extensions import SchemaExtension

_MOST_DOCUMENTS = 512
_LONGEST_TEXT = 8 * 1024


@dataclass(frozen=True, slots=True)
class Known:
    """A document that was validated once, with what was wrong with it."""

    document: DocumentNode
    errors: Sequence[GraphQLError]


class DocumentCache(SchemaExtension):
    """Skips parsing and validating for texts seen lately. One schema, one set of rules."""

    _known: OrderedDict[str, Known] = OrderedDict()  # noqa: RUF012 - shared by all requests

    def on_parse(self) -> Iterator[None]:
        """Takes the document from the cache where it is there."""
        text = self.execution_context.query or ""
        if known := self._known.get(text):
            self._known.move_to_end(text)
            self.execution_context.graphql_document = known.document
        yield

    def on_validate(self) -> Iterator[None]:
        """Takes the verdict from the cache, or keeps the new one."""
        context = self.execution_context
        text = context.query or ""
        if known := self._known.get(text):
            context.pre_execution_errors = list(known.errors)
            yield
            return
        yield
        document = context.graphql_document
        if document is not None and len(text) <= _LONGEST_TEXT:
            self._keep(text, Known(document, context.pre_execution_errors or ()))

    def _keep(self, text: str, known: Known) -> None:
        self._known[text] = known
        while len(self._known) > _MOST_DOCUMENTS:
            self._known.popitem(last=False)
