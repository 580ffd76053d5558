"""GraphQL in process: the pages are a consumer of the schema like any other."""

from collections.abc import Callable, Mapping

from strawberry.schema import Schema

from gateway.graphql.context import Context
from gateway.pages.query import Answer, AnswerError
from shared.contracts.caller import Caller


class InProcess:
    """Runs the pages' documents against the schema."""

    def __init__(self, schema: Schema, context_for: Callable[[Caller | None], Context]) -> None:
        self._schema = schema
        self._context_for = context_for

    async def __call__(
        self, document: str, variables: Mapping[str, object], *, caller: Caller | None
    ) -> Answer:
        result = await self._schema.execute(
            document, dict(variables), context_value=self._context_for(caller)
        )
        errors = tuple(
            AnswerError(
                message=error.message,
                code=str((error.extensions or {}).get("code", "internal")),
                path=tuple(error.path or ()),
            )
            for error in result.errors or ()
        )
        return Answer(data=result.data, errors=errors)
