"""Licence and attribution as reusers need them."""

import html
from dataclasses import dataclass

import strawberry

from shared.contracts.content import Content
from shared.contracts.licence import TERMS


@strawberry.type(description="What reusers may do.")
@dataclass(kw_only=True)
class Licence:
    code: str = strawberry.field(description="SPDX identifier, or GovData's.")
    name: str = strawberry.field(description="As people know it.")
    url: str = strawberry.field(description="The licence's text.")
    attribution_required: bool = strawberry.field(description="Whether the author must be named.")


@strawberry.type(description="Ready to be set under reused content: title, author, licence, link.")
@dataclass(kw_only=True)
class Attribution:
    text: str = strawberry.field(description="One line of plain text.")
    html: str = strawberry.field(description="The same with links.")


def licence_of(item: Content) -> Licence:
    terms = TERMS[item.licence]
    return Licence(
        code=item.licence.value,
        name=terms.name,
        url=terms.url,
        attribution_required=terms.attribution_required,
    )


def attribution_of(item: Content, url: str) -> Attribution:
    """The words that CC BY 4.0 (3.a) and dl-de/by-2-0 (2) ask for."""
    terms = TERMS[item.licence]
    names = [author.name for author in item.authors if author.name != item.publisher]
    makers = ", ".join([*names, item.publisher])
    title = f"“{item.title}”" if item.language == "en" else f"„{item.title}“"
    text = f"{title}, {makers}, {terms.name} ({terms.url}), {url}"
    marked = (
        f'<a href="{html.escape(url)}">{html.escape(title)}</a>, {html.escape(makers)}, '
        f'<a rel="license" href="{html.escape(terms.url)}">{html.escape(terms.name)}</a>'
    )
    return Attribution(text=text, html=marked)
