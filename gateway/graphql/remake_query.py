"""Reading remakes: all of an item, all that wait, the one that a code belongs to."""

from typing import Annotated, Any

import strawberry

from gateway.graphql.arguments import After, Code, First
from gateway.graphql.content_type import TopicType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import decode, encode
from gateway.graphql.remake_type import RemakeConnection, RemakeType
from gateway.graphql.resolved import argument, many, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts.calls import Page
from shared.contracts.city import Topic
from shared.contracts.errors import NotFound
from shared.contracts.remake import CONSENT, Consent, Remake, RemakeStatus
from shared.contracts.remake_calls import LIST, LOOK_UP, ByCode, ListRemakes
from shared.kit.validation import checked

enum_type(RemakeStatus)
ConsentType: Any = output(Consent)
OfItem = Annotated[strawberry.ID | None, argument("The global id of what was done.")]
Standing = Annotated[RemakeStatus, argument("Others than APPROVED are for editors.")]


_ITEM = encode("Experiment", "0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80")


class RemakeQueries:
    @resolved(
        "Reports, newest first: of a published item the approved ones; all others for editors.",
        RemakeConnection | None,
        f'{{ remakes(item: "{_ITEM}") {{ totalCount nodes {{ worked note }} }} }}',
    )
    async def remakes(
        self,
        info: Info,
        item: OfItem = None,
        status: Standing = RemakeStatus.APPROVED,
        first: First = 20,
        after: After = None,
    ) -> Page[Remake]:
        kind, item_id = decode(str(item)) if item else (None, None)
        request = ListRemakes(kind=kind, item_id=item_id, status=status, first=first, after=after)
        return await info.context.services.call(LIST, checked(request))

    @resolved("The report that a code belongs to; null where there is none.", RemakeType | None)
    async def remake(self, info: Info, code: Code) -> Remake | None:
        try:
            return await info.context.services.call(LOOK_UP, checked(ByCode(code=code)))
        except NotFound:
            return None

    @resolved("What whoever submits a report agrees to.", ConsentType)
    def remake_consent(self) -> Consent:
        return CONSENT

    @resolved("Where something can have been measured.", many(TopicType))
    def districts(self, info: Info) -> list[Topic]:
        return list(info.context.city.districts)
