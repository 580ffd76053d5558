"""The types of the search: results, the moments in videos, and facets."""

import strawberry

from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Context, Info
from gateway.graphql.facet_labels import FACETS, value_label
from gateway.graphql.ids import encode
from gateway.graphql.resolved import example, resolved
from gateway.graphql.scalars import enum_type
from shared.contracts.content import Content, ContentKind
from shared.contracts.kinds import KINDS
from shared.contracts.search import (
    Facet,
    FacetCounts,
    Hit,
    Match,
)

for _enum in (Facet, Match):
    enum_type(_enum)
_FOUND = "<mark>Feinstaub</mark> kann man nicht sehen."
_MARKED = "Escaped text with `<mark>` around what fits, and no other tag."


@strawberry.type(description="A place in a video where the words are said.")
class SearchMoment:
    start_seconds: float = strawberry.field(
        description="Seconds from the beginning.", metadata=example(12.5)
    )
    html: str = strawberry.field(description=_MARKED, metadata=example(_FOUND))
    url: str = strawberry.field(
        description="Opens the video at that second.",
        metadata=example("https://hub.example/videos/was-ist-feinstaub#t=12.5"),
    )


@strawberry.type(description="A value of a facet, and how many results have it.")
class SearchFacetValue:
    value: str = strawberry.field(
        description="As the filter takes it, in small letters.", metadata=example("umwelt")
    )
    label: str = strawberry.field(
        description="What people read, in German.", metadata=example("Umwelt")
    )
    count: int = strawberry.field(description="How many results have it.", metadata=example(7))


@strawberry.type(description="A property by which results are counted and narrowed.")
class SearchFacet:
    facet: Facet = strawberry.field(description="Which property it is.")
    label: str = strawberry.field(
        description="What people read, in German.", metadata=example("Themenfeld")
    )
    values: list[SearchFacetValue] = strawberry.field(
        description="Most frequent first; counted as if nothing of this facet were chosen."
    )

    @classmethod
    def of(cls, counted: FacetCounts, context: Context) -> "SearchFacet":
        """With the city's names."""
        values = [
            SearchFacetValue(
                value=each.value,
                label=value_label(counted.facet, each.value, context.city),
                count=each.count,
            )
            for each in counted.values
        ]
        return cls(facet=counted.facet, label=FACETS[counted.facet], values=values)


@strawberry.type(description="A result of the search.")
class SearchHit:
    id: strawberry.ID = strawberry.field(description="The item's global id.")
    kind: str = strawberry.field(
        description="What the item is; may be newer than this schema.", metadata=example("video")
    )
    path: str = strawberry.field(
        description="The page's path on this hub.", metadata=example("/videos/was-ist-feinstaub")
    )
    url: str = strawberry.field(
        description="The page's full address.",
        metadata=example("https://hub.example/videos/was-ist-feinstaub"),
    )
    language: str = strawberry.field(description="BCP 47.", metadata=example("de"))
    title: str = strawberry.field(
        description="Its title, plain text.", metadata=example("Was ist Feinstaub?")
    )
    summary: str = strawberry.field(
        description="Two or three sentences, plain text.", metadata=example("Woher er kommt.")
    )
    title_html: str = strawberry.field(
        description=_MARKED, metadata=example("Was ist <mark>Feinstaub</mark>?")
    )
    excerpt_html: str = strawberry.field(
        description=f"Where it fits. {_MARKED}", metadata=example(_FOUND)
    )
    moments: list[SearchMoment] = strawberry.field(description="In videos, in the order of time.")
    found: strawberry.Private[Hit]

    @classmethod
    def of(cls, hit: Hit, context: Context) -> "SearchHit":
        """With its addresses on this hub."""
        url = context.public_url + hit.path
        return cls(
            id=strawberry.ID(encode(_type_name(hit.kind), hit.id)),
            kind=hit.kind,
            path=hit.path,
            url=url,
            language=hit.language,
            title=hit.title,
            summary=hit.summary,
            title_html=hit.title_html,
            excerpt_html=hit.excerpt_html,
            moments=[
                SearchMoment(
                    start_seconds=each.start_seconds,
                    html=each.html,
                    url=f"{url}#t={each.start_seconds:g}",
                )
                for each in hit.moments
            ],
            found=hit,
        )

    @resolved("The whole item; null where it has just been taken down.", ContentType | None)
    async def content(self, info: Info) -> Content | None:
        if self.kind not in KINDS:
            return None
        return await info.context.services.item(ContentKind(self.kind), self.found.id)


def _type_name(kind: str) -> str:
    return KINDS[ContentKind(kind)].struct.__name__ if kind in KINDS else kind.capitalize()
