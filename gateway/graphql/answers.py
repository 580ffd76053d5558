"""What is answered to a question over HTTP: from the cache, by name, or made anew."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from msgspec.structs import replace
from strawberry.types.graphql import OperationType

from gateway.auth.keys import ApiKey, Scope
from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.admission import REFUSED, Budget
from gateway.graphql.context import Context
from gateway.graphql.http_answer import Made, made
from gateway.graphql.http_request import Asked, NotAnswered
from gateway.graphql.hub_schema import HubSchema
from gateway.graphql.persisted import PersistedDocuments
from gateway.graphql.question import Question, document_hash
from gateway.graphql.response_cache import ResponseCache
from shared.contracts.caller import Caller

KEPT_COST = 1
"""What an answer costs that is kept."""

_EARLIER = "Bitte fragen Sie nach einer Weile wieder."


@dataclass(frozen=True, slots=True)
class Answers:
    """Public answers are kept; what else is asked is carried out."""

    schema: HubSchema
    cache: ResponseCache
    persisted: PersistedDocuments

    async def with_document(
        self, given: Asked, caller: Caller | None, key: ApiKey | None, budget: Budget
    ) -> Asked:
        """The same with the text of the document that it names. What is sent with its hash is
        kept, where somebody stands for it. Raises `NotAnswered`.
        """
        named = given.named or b""
        if given.query is None:
            return replace(given, query=await self._text(named, budget))
        await self.persisted.register(
            self.schema.documents, named, given.query, _registrar(caller, key)
        )
        return given

    async def of(
        self, given: Asked, context: Context, budget: Budget, allowed: set[OperationType]
    ) -> Made:
        """The answer. Raises `InvalidOperationTypeError` where it is not `allowed`."""

        async def make() -> Made:
            options = options_of(given, allowed)
            result = await self.schema.execute(given.query, given.variables, context, **options)
            return made(result, context.services.reads.tags)

        if context.caller is not None or not self.only_reads(given):
            return await make()
        named = document_hash(given.query or "")
        question = Question.of(named, given.variables, given.operation_name)
        if self.cache.find(question) is None:
            return await self.cache.answer(question, make)
        return self.kept(question, budget) or await make()

    def kept(self, question: Question, budget: Budget) -> Made | None:
        """What is kept, for little; None, too, where one who asks has spent all."""
        found = self.cache.find(question)
        return found if found is not None and budget.take(KEPT_COST) else None

    def only_reads(self, given: Asked) -> bool:
        """Whether the text has been asked before, and holds queries alone."""
        document = self.schema.documents.known(given.query or "")
        return document is not None and document.only_reads

    async def _text(self, named: bytes, budget: Budget) -> str:
        if not budget.take(KEPT_COST):
            raise NotAnswered(HTTPStatus.TOO_MANY_REQUESTS, _EARLIER, TooManyAttempts.code)
        try:
            return await self.persisted.text(named)
        except NotAnswered:
            budget.buckets.spend(budget.key, REFUSED)
            raise


def options_of(given: Asked, allowed: set[OperationType]) -> dict[str, Any]:
    """What the schema is to know beside the text and its variables."""
    return {
        "operation_name": given.operation_name,
        "operation_extensions": given.extensions,
        "allowed_operation_types": allowed,
    }


def _registrar(caller: Caller | None, key: ApiKey | None) -> str | None:
    """Whose the document is; None where it is not kept."""
    if caller is not None:
        return caller.id
    return key.id if key is not None and key.may(Scope.REGISTER) else None
