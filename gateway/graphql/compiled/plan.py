"""An operation made Python, for one choice of what it includes."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from graphql.execution import Executor
from graphql.execution.values import VariableValues
from strawberry.schema import Schema

from gateway.graphql.compiled.classes import SeenClasses
from gateway.graphql.compiled.given import AllGiven
from gateway.graphql.compiled.odd import Uncovered
from gateway.graphql.compiled.run import Run
from gateway.graphql.compiled.selections import Selections
from shared.kit import log

_MOST_FAILURES = 3
_logger = log.get("hub.graphql")


@dataclass(frozen=True, slots=True)
class LightInfo:
    """All that our resolvers want to know of `info`."""

    context: object


class Plan:
    """`source` is its Python, `fields` how many fields that has; `succeeded`: it was of use."""

    def __init__(
        self, source: str, operation: Callable[..., Any], given: AllGiven, fields: int
    ) -> None:
        self.source = source
        self.fields = fields
        self._operation = operation
        self._given = given
        self._failures = 0
        self.succeeded = False

    @classmethod
    def of(cls, schema: Schema, executor: Executor[Any], seen: SeenClasses) -> "Plan | None":
        """None where the operation asks for something that is not covered."""
        try:
            selections = Selections(schema, executor, seen)
            text = selections.source.text(selections.root())
            made = selections.source.made(text)
        except (Uncovered, RecursionError):
            return None
        except Exception:  # an answer is worth more than a plan
            _logger.exception("an operation was not compiled")
            return None
        return cls(text, made, selections.given, selections.fields)

    @property
    def hopeless(self) -> bool:
        """Each time something was odd, so that it was done twice."""
        return not self.succeeded and self._failures >= _MOST_FAILURES

    async def data(self, run: Run, context: object, variables: VariableValues) -> Any:
        """The answer; None where graphql-core has to look at it."""
        with suppress(Exception):  # graphql-core will say which, and where
            given = self._given.made(variables)
            data = self._operation(run, LightInfo(context), given)
            await run.finished()
            self.succeeded = True
            return data
        self._failures += 1
        return None
