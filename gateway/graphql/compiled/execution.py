"""Operations carried out by their plans, and by graphql-core where something is odd."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import ExecutionResult as Carried
from graphql import (
    GraphQLSchema,
    MiddlewareManager,
    OperationDefinitionNode,
    execute,
    get_variable_values,
)
from graphql.execution import Executor
from graphql.execution.values import VariableValues
from strawberry.execution import optimized_is_awaitable
from strawberry.schema import Schema
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from gateway.graphql.compiled.classes import SeenClasses
from gateway.graphql.compiled.plan import Plan
from gateway.graphql.compiled.plans import Room
from gateway.graphql.compiled.run import Run
from gateway.graphql.context import Context
from gateway.graphql.document import Document
from gateway.graphql.errors import plain
from shared.kit import log

_MOST_COERCION_ERRORS = 50
_is_awaitable: Any = optimized_is_awaitable
_logger = log.get("hub.graphql")


@dataclass(frozen=True, slots=True)
class Asked:
    """An operation as somebody wants it carried out."""

    document: Document
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    context: Context

    @property
    def name(self) -> str | None:
        return self.operation.name.value if self.operation.name else None


class Compiled:
    """Carries out what is hot and only reads."""

    def __init__(self, schema: Schema, core: GraphQLSchema) -> None:
        self._schema = schema
        self._core = core
        self._seen = SeenClasses(self._core)
        self._room = Room()

    async def execute(
        self,
        document: Document | None,
        variables: Mapping[str, Any] | None,
        context: Any,
        options: Mapping[str, Any],
    ) -> ExecutionResult | None:
        """The result; None where Strawberry has to find it."""
        asked = _asked(document, variables, context, options)
        if asked is None or not asked.document.plans.hot():
            return None
        values = self._values(asked)
        plan = self._plan(asked, values) if isinstance(values, VariableValues) else None
        if plan is None or isinstance(values, list):
            return None
        context.services.forget()
        context.services.begin(reads=True)
        return await self._run(plan, asked, values)

    def _values(self, asked: Asked) -> VariableValues | list[Any]:
        definitions = asked.operation.variable_definitions
        if not definitions:
            return VariableValues({}, {})
        return get_variable_values(
            self._core, definitions, asked.variables, _MOST_COERCION_ERRORS, hide_suggestions=True
        )

    def _plan(self, asked: Asked, values: VariableValues) -> Plan | None:
        conditions, plans = asked.document.conditions, asked.document.plans
        if not conditions.covered:
            return None
        included = [values.coerced.get(name) for name in conditions.variables]
        self._room.use(plans)
        before = plans.fields
        plan = plans.plan((asked.name, *included), partial(self._made, asked))
        if plans.fields > before:
            self._room.make()
        return plan

    def _made(self, asked: Asked) -> Plan | None:
        executor = Executor.build(
            self._core,
            asked.document.parsed,
            raw_variable_values=asked.variables,
            operation_name=asked.name,
        )
        return None if isinstance(executor, list) else Plan.of(self._schema, executor, self._seen)

    async def _run(self, plan: Plan, asked: Asked, values: VariableValues) -> ExecutionResult:
        run = Run()
        try:
            data = await plan.data(run, asked.context, values)
            if data is not None:
                return ExecutionResult(data=data, errors=None, extensions={})
            run.give_up()
            return await self._told(run, asked)
        finally:
            run.close()

    async def _told(self, run: Run, asked: Asked) -> ExecutionResult:
        """By graphql-core, which knows what to say of what is odd; with all that `run` knows, and
        within the time that it began with.
        """
        found: Any = execute(
            self._core,
            asked.document.parsed,
            context_value=asked.context,
            variable_values=asked.variables,
            operation_name=asked.name,
            middleware=MiddlewareManager(run),
            executor_class=self._schema.execution_context_class,
            is_awaitable=_is_awaitable,
            hide_suggestions=True,
        )
        result: Carried = found if isinstance(found, Carried) else await found
        if not result.errors:
            _logger.warning("a compiled run gave up, and nothing was wrong", operation=asked.name)
        errors = list(map(plain, result.errors)) if result.errors else None
        return ExecutionResult(data=result.data, errors=errors, extensions={})


def _asked(
    document: Document | None,
    variables: Mapping[str, Any] | None,
    context: Any,
    options: Mapping[str, Any],
) -> Asked | None:
    allowed = options.get("allowed_operation_types")
    if document is None or not document.only_reads or not isinstance(context, Context):
        return None
    operation = document.operation(options.get("operation_name"))
    if operation is None or (allowed is not None and OperationType.QUERY not in allowed):
        return None
    return Asked(document, operation, dict(variables or {}), context)
