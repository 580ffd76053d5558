"""Strawberry's schema with ways of our own: examples, quiet about errors, thrifty at a rush."""

from typing import Any

import msgspec
from graphql import GraphQLError
from strawberry.schema import Schema
from strawberry.types import ExecutionContext

from gateway.graphql.context import Context
from gateway.graphql.document_cache import DocumentCache
from gateway.graphql.examples import add_examples
from gateway.graphql.together import Together


class HubSchema(Schema):
    """Executes a public query once for all strangers who ask it at the same moment."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        add_examples(self._schema)
        self._together: Together[Any] = Together()

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing: `PlainErrors` logs what is unexpected, where it hides it."""

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        *args: Any,
        **options: Any,
    ) -> Any:
        """The result of an operation; signed-in callers and writes are never joined."""

        async def work() -> Any:
            return await super(HubSchema, self).execute(
                query, variable_values, context_value, *args, **options
            )

        stranger = isinstance(context_value, Context) and context_value.caller is None
        if not (stranger and query and not args and DocumentCache.only_reads(query)):
            return await work()
        variables = msgspec.json.encode(variable_values or {}, order="deterministic")
        key = (query, variables, options.get("operation_name"))
        return await self._together.run(key, work)
