"""Reading remakes: all of an item, all that wait, the one that a code belongs to."""

from typing import Any

import strawberry

from gateway.graphql.content_type import TopicType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import decode
from gateway.graphql.remake_type import RemakeConnection, RemakeType
from gateway.graphql.resolved import many, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts.calls import Page
from shared.contracts.city import Topic
from shared.contracts.errors import NotFound
from shared.contracts.remake import CONSENT, Consent, Remake, RemakeStatus
from shared.contracts.remake_calls import LIST, LOOK_UP, ByCode, ListRemakes
from shared.kit.validation import checked

enum_type(RemakeStatus)
ConsentType: Any = output(Consent)


class RemakeQueries:
    @resolved(
        "Reports, newest first: of a published item the approved ones; all others for editors.",
        RemakeConnection,
    )
    async def remakes(
        self,
        info: Info,
        item: strawberry.ID | None = None,
        status: RemakeStatus = RemakeStatus.APPROVED,
        first: int = 20,
        after: str | None = None,
    ) -> Page[Remake]:
        kind, item_id = decode(str(item)) if item else (None, None)
        request = ListRemakes(kind=kind, item_id=item_id, status=status, first=first, after=after)
        return await info.context.services.call(LIST, checked(request))

    @resolved("The report that a code belongs to; null where there is none.", RemakeType | None)
    async def remake(self, info: Info, code: str) -> Remake | None:
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
