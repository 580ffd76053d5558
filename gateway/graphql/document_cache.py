"""Documents parsed, measured and validated, kept by their text: much of a query's cost is there."""

from collections import OrderedDict
from collections.abc import Iterator

from graphql import GraphQLError, GraphQLSchema, parse, specified_rules, validate
from graphql.validation.rules import overlapping_fields_can_be_merged as overlapping
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from gateway.graphql.cost import prices
from gateway.graphql.document import Document

_MOST_CHARACTERS = 128 * 1024
"""Of all texts together: a parsed document takes about 200 times its text's size."""

_MOST_ERRORS = 20
_MOST_COMPARISONS = 10_000
"""Of fields asked for several times, in graphql-core's own units: some 10 ms of work."""

_RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)


class Documents:
    """Those seen lately; only what is valid is kept."""

    def __init__(self, schema: GraphQLSchema) -> None:
        overlapping.MAX_COMPLEXITY_BUDGET = _MOST_COMPARISONS
        self._schema = schema
        self._prices = prices(schema)
        self._known: OrderedDict[str, Document] = OrderedDict()

    def known(self, text: str) -> Document | None:
        """The document, where it is kept."""
        return self._known.get(text)

    def parsed(self, text: str, most_tokens: int | None = None) -> Document:
        """The document. Raises `GraphQLError` where it is none, or has too many tokens."""
        known = self._known.get(text)
        if known is None:
            return Document(text, parse(text, max_tokens=most_tokens), self._prices)
        self._known.move_to_end(text)
        return known

    def faults(self, document: Document) -> list[GraphQLError]:
        """What is wrong with it by the schema; where nothing is, it is kept."""
        if document.text in self._known:
            return []
        found = validate(
            self._schema, document.parsed, _RULES, max_errors=_MOST_ERRORS, hide_suggestions=True
        )
        if not found:
            self._keep(document)
        return found

    def _keep(self, document: Document) -> None:
        self._known[document.text] = document
        while sum(map(len, self._known)) > _MOST_CHARACTERS:
            self._known.popitem(last=False)


class FromCache(SchemaExtension):
    """Has Strawberry take documents, and the verdict on them, from `Documents`."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def on_parse(self) -> Iterator[None]:
        """The document, or the error that it is none."""
        context = self.execution_context
        self._document = self._documents.parsed(context.query or "")
        context.graphql_document = self._document.parsed
        yield

    def on_validate(self) -> Iterator[None]:
        """The verdict."""
        self.execution_context.pre_execution_errors = self._documents.faults(self._document)
        yield
