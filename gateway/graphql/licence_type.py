"""Licence and attribution as reusers need them."""

import html

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


def attribution_of(item: Content, url: str) -> Attribution:
    """The words that CC BY 4.0 (3.a) and dl-de/by-2-0 (2) ask for; of what was taken over, with
    where it comes from.
    """
    terms = TERMS[item.licence]
    names = [author.name for author in item.authors if author.name != item.publisher]
    makers = ", ".join([*names, item.publisher])
    title = f"“{item.title}”" if item.language == "en" else f"„{item.title}“"
    text = f"{title}, {makers}, {terms.name} ({terms.url}), {url}"
    marked = (
        f"{_link(url, title)}, {html.escape(makers)}, {_link(terms.url, terms.name, 'license')}"
    )
    if origin := item.origin:
        source = "Source" if item.language == "en" else "Quelle"
        text += f", {source}: {origin.publisher} ({origin.url})"
        marked += f", {source}: {_link(origin.url, origin.publisher)}"
    return Attribution(text=text, html=marked)


def _link(url: str, text: str, rel: str = "") -> str:
    related = f'rel="{rel}" ' if rel else ""
    return f'<a {related}href="{html.escape(url)}">{html.escape(text)}</a>'
