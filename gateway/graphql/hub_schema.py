"""Strawberry's schema with ways of our own: examples, quiet, thrifty at a rush, and guarded."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from dataclasses import replace
from typing import Any

from graphql import GraphQLError
from strawberry.schema import Schema
from strawberry.types import ExecutionContext
from strawberry.types.execution import PreExecutionError

from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.admission import Budget, Refused, admit, reported
from gateway.graphql.compiled.execution import Compiled
from gateway.graphql.context import Context
from gateway.graphql.document_cache import Documents, FromCache
from gateway.graphql.errors import plain
from gateway.graphql.examples import add_examples
from gateway.graphql.question import canonical
from gateway.graphql.together import Together
from gateway.reads import Reads

_MOST_INTROSPECTIONS = 8

Executed = tuple[Any, Reads]
"""A result, and what was read for it."""


class HubSchema(Schema):
    """Executes a public query once for all strangers who ask it at the same moment, and what asks
    for the schema alone once for all time. Whoever has a budget is held to it.
    """

    def __init__(self, *, extensions: tuple[Any, ...] = (), **options: Any) -> None:
        super().__init__(extensions=[*extensions, self._from_cache], **options)
        self.documents = Documents(self._schema)
        self._compiled = Compiled(self, self._schema)
        add_examples(self._schema)
        self._together: Together[Executed] = Together()
        self._introspected: OrderedDict[Hashable, Executed] = OrderedDict()

    def _from_cache(self) -> FromCache:
        return FromCache(self.documents)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing: `PlainErrors` logs what is unexpected, where it hides it."""

    def _get_custom_context_kwargs(
        self, operation_extensions: dict[str, Any] | None = None, *, sync: bool = False
    ) -> dict[str, Any]:
        told = super()._get_custom_context_kwargs(operation_extensions, sync=sync)
        return {**told, "hide_suggestions": True}

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        *args: Any,
        **options: Any,
    ) -> Any:
        """The result of an operation; signed-in callers and writes are never joined."""

        async def work() -> Executed:
            document = self.documents.known(query or "")
            result = await self._compiled.execute(
                document, variable_values, context_value, options
            ) or await super(HubSchema, self).execute(
                query, variable_values, context_value, *args, **options
            )
            return result, _reads(context_value)

        admission = self._admission(query, variable_values, context_value, options)
        if isinstance(admission, PreExecutionError):
            return admission
        key = (query, canonical(variable_values), options.get("operation_name"))
        result, reads = await self._shared(query or "", key, context_value, work)
        _reads(context_value).add(reads)  # somebody else's, where it was theirs that was joined
        return replace(result, extensions=admission) if admission else result

    async def stream(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        *args: Any,
        **options: Any,
    ) -> Any:
        """The results of an operation, one after the other."""
        admission = self._admission(query, variable_values, context_value, options)
        if isinstance(admission, PreExecutionError):
            return _only(admission)
        results = await super().stream(query, variable_values, context_value, *args, **options)
        return _telling(results, admission)

    def _admission(
        self,
        query: str | None,
        variables: dict[str, Any] | None,
        context: Any,
        options: dict[str, Any],
    ) -> dict[str, Any] | PreExecutionError:
        """What the answer tells of its cost, or the refusal."""
        budget = context.budget if isinstance(context, Context) else None
        if budget is None or not query:
            return {}
        name = options.get("operation_name")
        try:
            cost = admit(self.documents, budget, query, name, variables or {}).cost
        except Refused as refusal:
            return _refusal(refusal.errors, budget, refusal.cost)
        except TooManyAttempts as refusal:
            error = GraphQLError(refusal.message, original_error=refusal)
            return _refusal([error], budget, None)
        return reported(cost, budget)

    async def _shared(
        self, query: str, key: Hashable, context: Any, work: Callable[[], Awaitable[Executed]]
    ) -> Executed:
        document = self.documents.known(query)
        if document is None or not document.only_reads:
            return await work()
        if document.only_introspects:
            return await self._once(key, work)
        stranger = isinstance(context, Context) and context.caller is None
        return await (self._together.run(key, work) if stranger else work())

    async def _once(self, key: Hashable, work: Callable[[], Awaitable[Executed]]) -> Executed:
        known = self._introspected.get(key)
        if known is None:
            known = await self._together.run(key, work)
            if not known[0].errors:
                self._introspected[key] = known
        while len(self._introspected) > _MOST_INTROSPECTIONS:
            self._introspected.popitem(last=False)
        return known


def _reads(context: Any) -> Reads:
    return context.services.reads if isinstance(context, Context) else Reads()


def _refusal(errors: list[GraphQLError], budget: Budget, cost: int | None) -> PreExecutionError:
    extensions = reported(cost, budget)
    return PreExecutionError(data=None, errors=list(map(plain, errors)), extensions=extensions)


async def _only(result: PreExecutionError) -> AsyncIterator[Any]:
    yield result


async def _telling(results: Any, extensions: dict[str, Any]) -> AsyncIterator[Any]:
    try:
        async for result in results:
            yield replace(result, extensions=extensions) if extensions else result
    finally:
        await results.aclose()
