"""Licence and attribution as reusers need them."""

import html
from dataclasses import dataclass

import strawberry

from gateway.graphql.resolved import example
from shared.contracts.content import Content
from shared.contracts.licence import TERMS


@strawberry.type(description="What reusers may do.")
class Licence:
    code: str = strawberry.field(
        description="SPDX identifier, or GovData's.", metadata=example("CC-BY-4.0")
    )
    name: str = strawberry.field(description="As people know it.", metadata=example("CC BY 4.0"))
    url: str = strawberry.field(
        description="The licence's text.",
        metadata=example("https://creativecommons.org/licenses/by/4.0/deed.de"),
    )
    attribution_required: bool = strawberry.field(description="Whether the author must be named.")


_NAMED = "„Feinstaub messen“, Kim Muster, Stadt Iserlohn, CC BY 4.0 (…), https://hub.example/…"


@strawberry.type(
    description="Ready to be set under reused content: title, author, source, licence, link."
)
class Attribution:
    text: str = strawberry.field(description="One line of plain text.", metadata=example(_NAMED))
    html: str = strawberry.field(
        description="The same with links, escaped; no other tag than `a`.",
        metadata=example(
            '<a href="https://hub.example/…">„Feinstaub messen“</a>, Stadt Iserlohn, …'
        ),
    )


def licence_of(item: Content) -> Licence:
    terms = TERMS[item.licence]
    return Licence(
        code=item.licence.value,
        name=terms.name,
        url=terms.url,
        attribution_required=terms.attribution_required,
    )


@dataclass(frozen=True, slots=True)
class Attributed:
    """The words that CC BY 4.0 (3.a) and dl-de/by-2-0 (2) ask for; of what was taken over, with
    where it comes from. Each form is written when it is asked for.
    """

    item: Content
    url: str

    @property
    def text(self) -> str:
        terms, origin = TERMS[self.item.licence], self.item.origin
        said = f"{self._title}, {self._makers}, {terms.name} ({terms.url}), {self.url}"
        return f"{said}, {self._source}: {origin.publisher} ({origin.url})" if origin else said

    @property
    def html(self) -> str:
        terms, origin = TERMS[self.item.licence], self.item.origin
        title, makers = _link(self.url, self._title), html.escape(self._makers)
        said = f"{title}, {makers}, {_link(terms.url, terms.name, 'license')}"
        return f"{said}, {self._source}: {_link(origin.url, origin.publisher)}" if origin else said

    @property
    def _title(self) -> str:
        title = self.item.title
        return f"“{title}”" if self.item.language == "en" else f"„{title}“"

    @property
    def _makers(self) -> str:
        publisher = self.item.publisher
        names = [author.name for author in self.item.authors if author.name != publisher]
        return ", ".join([*names, publisher])

    @property
    def _source(self) -> str:
        return "Source" if self.item.language == "en" else "Quelle"


def _link(url: str, text: str, rel: str = "") -> str:
    related = f'rel="{rel}" ' if rel else ""
    return f'<a {related}href="{html.escape(url)}">{html.escape(text)}</a>'
