"""Looking after the log of changes."""

from typing import Annotated

from gateway.graphql.arguments import First
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.resolved import argument, resolved
from shared.contracts.calls import RebuildLog, Rebuilt
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS
from shared.kit.validation import checked

RebuildLogPayload = payload_type("RebuildLogPayload", "stretch", output(Rebuilt))


OfKind = Annotated[ContentKind, argument("Whose items are compared.")]
Place = Annotated[
    str | None,
    argument("`after` of the stretch before.", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"),
]


class LogMutations:
    @staticmethod
    @resolved(
        "Compares the next items of a kind with the log of changes, and tells of them again where "
        "it lacks them. For editors, after the log was lost; the same again does no harm.",
        RebuildLogPayload,
    )
    async def rebuild_log(
        info: Info, kind: OfKind, first: First = 50, after: Place = None
    ) -> Outcome:
        async def work() -> Rebuilt:
            request = checked(RebuildLog(first=first, after=after))
            return await info.context.services.call(KINDS[kind].calls.rebuild_log, request)

        return await outcome(work())
