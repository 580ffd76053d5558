"""What an experiment or a guide knows of its remakes.

Null where the part of the hub that keeps them does not answer: the item shows without them.
"""

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import strawberry
from strawberry import Parent

from gateway.graphql.arguments import After, First
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.resolved import resolved
from gateway.links import kind_of
from shared.contracts.calls import Page
from shared.contracts.content import Content
from shared.contracts.errors import NotFound, Unavailable
from shared.contracts.remake import Remake, form_version
from shared.contracts.remake_calls import LIST, RESULTS, ListRemakes, OfItem
from shared.contracts.remake_results import RemakeCount, RemakeResults
from shared.kit.validation import checked

if TYPE_CHECKING:  # it knows the kinds, which are made of these fields
    from gateway.graphql.remake_type import RemakeConnection

T = TypeVar("T")

_connection: Any = Annotated["RemakeConnection", strawberry.lazy("gateway.graphql.remake_type")]


async def _or_null(work: Awaitable[T]) -> T | None:
    """Without what a draft does not have yet, or nobody can tell just now."""
    try:
        return await work
    except (NotFound, Unavailable):
        return None


async def _count(root: Content, info: Info) -> RemakeCount | None:
    return await _or_null(info.context.services.remake_count(kind_of(root), root.id))


class RemadeFields:
    @staticmethod
    @resolved("How often somebody reported that they did it.", value=23)
    async def remake_count(root: Parent[Content], info: Info) -> int | None:
        found = await _count(root, info)
        return found.count if found else None

    @staticmethod
    @resolved("How many of these reports say that it worked.", value=21)
    async def worked_count(root: Parent[Content], info: Info) -> int | None:
        found = await _count(root, info)
        return found.worked if found else None

    @staticmethod
    @resolved("The results of all together.", output(RemakeResults) | None)
    async def results(root: Parent[Content], info: Info) -> RemakeResults | None:
        request = OfItem(kind=kind_of(root), item_id=root.id)
        return await _or_null(info.context.services.call(RESULTS, request))

    @staticmethod
    @resolved("The approved reports, newest first.", _connection | None)
    async def remakes(
        root: Parent[Content], info: Info, first: First = 20, after: After = None
    ) -> Page[Remake] | None:
        request = ListRemakes(kind=kind_of(root), item_id=root.id, first=first, after=after)
        return await _or_null(info.context.services.call(LIST, checked(request)))

    @staticmethod
    @resolved(
        "Changes whenever the form for results does; for `submitRemake`.", value="0a1b2c3d4e5f6071"
    )
    def result_form_version(root: Parent[Content]) -> str:
        return form_version(root)
