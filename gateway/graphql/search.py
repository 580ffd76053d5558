"""The field `search`: all public items by words and facets; what is not asked for is not done."""

import asyncio
from functools import cached_property
from types import new_class
from typing import Annotated, Any

import strawberry
from strawberry import Parent

from gateway.graphql.arguments import First, ItemId
from gateway.graphql.connections import PageInfo
from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Context, Info
from gateway.graphql.ids import decode
from gateway.graphql.resolved import argument, example, fields_of, many, resolved
from gateway.graphql.search_filter import SearchFilter, chosen
from gateway.graphql.search_types import SearchFacet, SearchHit
from shared.contracts import search as calls
from shared.contracts.content import Content, ContentKind, Reference
from shared.contracts.errors import Invalid
from shared.contracts.kinds import KINDS
from shared.contracts.search import (
    MOST_CHARACTERS,
    MOST_SUGGESTIONS,
    Counted,
    Find,
    Match,
    Relate,
    Results,
    Suggest,
    Suggestions,
)
from shared.kit.validation import checked

TOO_LONG = f"Bitte suchen Sie mit höchstens {MOST_CHARACTERS} Zeichen."
SAID = {
    Match.ALIKE: "Genau so kommt es nirgends vor. Hier ist, was ähnlich geschrieben wird.",
    Match.SOME: "Alle Wörter zusammen kommen nirgends vor. Hier ist, was zu einigen passt.",
    Match.MEANING: (
        "Ihre Wörter kommen nirgends vor. Hier ist, was von der Bedeutung her passen könnte."
    ),
    Match.NOTHING: (
        "In Ihrer Suche ist kein Wort, nach dem sich suchen lässt. "
        "Bitte nennen Sie, worum es Ihnen geht, zum Beispiel „Lärm“ oder „Balkonkraftwerk“."
    ),
}
NONE = "Dazu haben wir nichts gefunden."

Words = Annotated[str, argument("What people type; empty for everything.", "Feinstaub")]
Narrowed = Annotated[SearchFilter | None, argument("What narrows the search.")]
Place = Annotated[
    str | None, argument("The place to go on from: `endCursor` of the page before.", "20")
]


class _Asked:
    """A search that is carried out once, and only if something of it is asked for."""

    def __init__(self, context: Context, request: Find) -> None:
        self.context = context
        self.request = request

    @cached_property
    def results(self) -> "asyncio.Task[Results]":
        return asyncio.ensure_future(self.context.services.call(calls.FIND, self.request))

    @cached_property
    def counted(self) -> "asyncio.Task[Counted]":
        return asyncio.ensure_future(self.context.services.call(calls.COUNT, self.request))

    @cached_property
    def suggested(self) -> "asyncio.Task[Suggestions]":
        """As many as may be asked for: each field takes its part."""
        asked = Suggest(beginning=self.request.query, first=MOST_SUGGESTIONS)
        return asyncio.ensure_future(self.context.services.call(calls.SUGGEST, asked))

    async def hits(self) -> list[SearchHit]:
        return [SearchHit.of(hit, self.context) for hit in (await self.results).hits]


@strawberry.type(description="A result with its place in the ranking.")
class SearchEdge:
    cursor: str = strawberry.field(
        description="Give it as `after` to go on behind this result.", metadata=example("20")
    )
    node: SearchHit = strawberry.field(description="The result.")


class _ConnectionFields:
    @staticmethod
    @resolved("How many items fit.", value=42)
    async def total_count(root: Parent[_Asked]) -> int:
        return (await root.results).total

    @staticmethod
    @resolved("The results, best first; without words the newest first.", many(SearchHit))
    async def nodes(root: Parent[_Asked]) -> list[SearchHit]:
        return await root.hits()

    @staticmethod
    @resolved("The results with their cursors.", many(SearchEdge))
    async def edges(root: Parent[_Asked]) -> list[SearchEdge]:
        pairs = zip((await root.results).cursors, await root.hits(), strict=True)
        return [SearchEdge(cursor=cursor, node=node) for cursor, node in pairs]

    @staticmethod
    @resolved("Where this page stands.")
    async def page_info(root: Parent[_Asked]) -> PageInfo:
        found = await root.results
        return PageInfo(
            has_next_page=found.has_next,
            end_cursor=found.cursors[-1] if found.cursors else None,
            start_cursor=found.cursors[0] if found.cursors else None,
        )

    @staticmethod
    @resolved("How the results fit.")
    async def match(root: Parent[_Asked]) -> Match:
        return (await root.results).match

    @staticmethod
    @resolved(
        "What people should know of the results, in German; empty where all is clear.",
        value=NONE,
    )
    async def message(root: Parent[_Asked]) -> str:
        found = await root.results
        none = NONE if found.total == 0 and found.match is not Match.NOTHING else ""
        return none or SAID.get(found.match, "")

    @staticmethod
    @resolved("How many results have which value of each facet.", many(SearchFacet))
    async def facets(root: Parent[_Asked]) -> list[SearchFacet]:
        return [SearchFacet.of(each, root.context) for each in (await root.counted).facets]

    @staticmethod
    @resolved("How the words of the query might go on: tags and titles.", value=["Feinstaub"])
    async def suggestions(root: Parent[_Asked], first: First = 8) -> list[str]:
        asked = checked(Suggest(beginning=root.request.query, first=first))
        return list((await root.suggested).texts[: asked.first])


_connection = new_class(
    "SearchConnection", (), exec_body=lambda space: space.update(fields_of(_ConnectionFields))
)
SearchConnection: Any = strawberry.type(_connection, description="A page of results.")


class SearchQuery:
    """What the type Query has for the search."""

    @resolved(
        "All public items by words, parts of words and what is said; null where the search does "
        "not answer.",
        SearchConnection | None,
        '{ search(query: "laerm", first: 5) { totalCount nodes { title url excerptHtml } } }',
    )
    def search(
        self,
        info: Info,
        query: Words = "",
        first: First = 20,
        after: Place = None,
        filter: Narrowed = None,
    ) -> _Asked:
        if len(query) > MOST_CHARACTERS:
            raise Invalid(TOO_LONG, field="query")
        narrowed = chosen(filter or SearchFilter())
        request = Find(query=query, first=first, after=after, chosen=narrowed)
        return _Asked(info.context, checked(request))

    @resolved(
        "Items of like meaning, the most alike first; null where the search does not answer.",
        many(ContentType) | None,
    )
    async def similar(self, info: Info, id: ItemId, first: First = 3) -> list[Content]:
        _, own_id = decode(str(id))
        services = info.context.services
        found = await services.call(calls.RELATE, checked(Relate(id=own_id, first=first)))
        known = [each for each in found.items if each.kind in KINDS]
        return await services.items(
            [Reference(kind=ContentKind(each.kind), id=each.id) for each in known]
        )
