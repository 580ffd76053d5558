"""The root of all reading."""

import asyncio
from collections.abc import Awaitable, Callable
from types import new_class
from typing import Annotated, Any

import strawberry

from gateway.graphql.arguments import After, First, InLanguage, ItemId, ItemSlug
from gateway.graphql.change_feed import ChangeQuery
from gateway.graphql.connections import CONNECTIONS
from gateway.graphql.content_type import Node, TopicType, WithdrawalType
from gateway.graphql.context import Context, Info
from gateway.graphql.ids import decode
from gateway.graphql.kind_types import KIND_TYPES
from gateway.graphql.participation import ParticipationQuery
from gateway.graphql.query_types import ContentFilter, Me, Version
from gateway.graphql.remake_query import RemakeQueries
from gateway.graphql.resolved import argument, example, fields_of, many, resolved
from gateway.graphql.reuse_query import ReuseQueries
from gateway.graphql.search import SearchQuery
from shared.contracts.calls import BySlug, Filter, History, ListPage, Page
from shared.contracts.city import Topic
from shared.contracts.content import Content, ContentKind, Withdrawal
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.kinds import KINDS
from shared.kit.validation import checked

_MOST_NODES = 100

Filtered = Annotated[ContentFilter | None, argument("What narrows the list further.")]
ItemIds = Annotated[list[strawberry.ID], argument("Global ids, up to 100.")]
OfKind = Annotated[ContentKind, argument("What the item is.")]
OrSlug = Annotated[
    str | None, argument("Its slug, or one that it had before; or else `id`.", "feinstaub-messen")
]
OrId = Annotated[strawberry.ID | None, argument("Its global id; or else `slug`.")]


def _lister(kind: ContentKind) -> Callable[..., Awaitable[Page[Any]]]:
    async def resolve(
        info: Info,
        first: First = 20,
        after: After = None,
        language: InLanguage = None,
        filter: Filtered = None,
    ) -> Page[Any]:
        chosen = _filter(language, filter or ContentFilter())
        request = checked(ListPage(first=first, after=after, filter=chosen))
        return await info.context.services.call(KINDS[kind].calls.list, request)

    return resolve


def _filter(language: str | None, given: ContentFilter) -> Filter:
    return Filter(
        language=language or given.language,
        field=given.field,
        measure=given.measure,
        tag=given.tag,
        status=given.status,
    )


def _finder(kind: ContentKind) -> Callable[..., Awaitable[Content | None]]:
    async def resolve(info: Info, slug: OrSlug = None, id: OrId = None) -> Content | None:
        if (slug is None) == (id is None):
            raise Invalid("Nennen Sie entweder slug oder id.", field="slug")
        if slug is not None:
            return await _by_slug(info.context, kind, slug)
        found_kind, own_id = decode(str(id))
        return await info.context.services.item(kind, own_id) if found_kind is kind else None

    return resolve


async def _by_slug(context: Context, kind: ContentKind, slug: str) -> Content | None:
    try:
        return await context.services.call(KINDS[kind].calls.by_slug, checked(BySlug(slug=slug)))
    except (NotFound, Invalid):
        return None


async def _node(context: Context, global_id: str) -> Content | None:
    try:
        kind, own_id = decode(global_id)
    except Invalid:
        return None
    return await context.services.item(kind, own_id)


class _QueryFields:
    @resolved("Anything by its global id.", Node | None)
    async def node(self, info: Info, id: ItemId) -> Content | None:
        return await _node(info.context, str(id))

    @resolved("Several things by their ids.", many(Node | None))
    async def nodes(self, info: Info, ids: ItemIds) -> list[Content | BaseException | None]:
        if len(ids) > _MOST_NODES:
            raise Invalid(f"Höchstens {_MOST_NODES} auf einmal.", field="ids")
        found = (_node(info.context, str(each)) for each in ids)
        return list(await asyncio.gather(*found, return_exceptions=True))  # each fails alone

    @resolved(
        "Why an item is no longer there, and what takes its place; null where none was taken down.",
        WithdrawalType | None,
    )
    async def withdrawal(self, info: Info, kind: OfKind, slug: ItemSlug) -> Withdrawal | None:
        try:
            request = checked(BySlug(slug=slug))
            return await info.context.services.call(KINDS[kind].calls.withdrawal, request)
        except (NotFound, Invalid):
            return None

    @resolved("The innovation fields.", many(TopicType))
    def fields(self, info: Info) -> list[Topic]:
        return list(info.context.city.fields)

    @resolved("The measures.", many(TopicType))
    def measures(self, info: Info) -> list[Topic]:
        return list(info.context.city.measures)

    @resolved("Who is signed in; null for strangers.")
    def me(self, info: Info) -> Me | None:
        caller = info.context.caller
        return (
            Me(id=strawberry.ID(caller.id), name=caller.name, role=caller.role) if caller else None
        )

    @resolved("What an item was before, newest first; for editors.", many(Version) | None)
    async def versions(self, info: Info, id: ItemId, first: First = 20) -> list[Version]:
        kind, own_id = decode(str(id))
        request = checked(History(id=own_id, first=first))
        found = await info.context.services.call(KINDS[kind].calls.history, request)
        return [
            Version(
                revision=each.revision,
                at=each.at,
                by=each.by,
                title=each.item.title,
                status=each.item.status,
            )
            for each in found.versions
        ]


def query_type() -> Any:
    """The type Query: two fields for each kind, and those that all kinds share."""
    space = fields_of(_QueryFields) | fields_of(RemakeQueries) | fields_of(ReuseQueries)
    space |= fields_of(SearchQuery) | fields_of(ChangeQuery) | fields_of(ParticipationQuery)
    for kind, entry in KINDS.items():
        space[entry.plural] = strawberry.field(
            resolver=_lister(kind),
            graphql_type=CONNECTIONS[kind] | None,
            description=f"The {entry.plural}, newest first; null where they do not answer.",
            metadata=example(
                f"{{ {entry.plural}(first: 3) {{ nodes {{ title canonicalUrl licence {{ code }} "
                "attribution { text } } pageInfo { hasNextPage endCursor } } }"
            ),
        )
        space[kind.value] = strawberry.field(
            resolver=_finder(kind),
            graphql_type=KIND_TYPES[kind] | None,
            description=f"One {kind.value} by its slug, a slug it had before, or its id.",
            metadata=example(
                f'{{ {kind.value}(slug: "feinstaub-messen") {{ title version canonicalUrl '
                "attribution { text } } }"
            ),
        )
    made = new_class("Query", (), exec_body=lambda target: target.update(space))
    return strawberry.type(
        made,
        description="The root of all reading; no sign-in needed for what is published. What is "
        "marked as deprecated says since when, until when and what to use: it stays for a year.",
    )
