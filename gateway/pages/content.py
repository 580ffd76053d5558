"""Lists and item pages of every kind of content."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from litestar import Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from gateway.interface import speak, speaks
from gateway.pages import facets
from gateway.pages.amounts import amount_asked
from gateway.pages.participation import projects_beside
from gateway.pages.similar import similar_items
from gateway.pages.site import PageRequest, Site
from shared.contracts.kinds import KINDS, Kind
from shared.contracts.languages import SOURCE

PAGE_SIZE = 12
_FACET_SECONDS = 0.5
GONE = "gone"
FILTERS = {"field": "feld", "measure": "massnahme", "language": "sprache", "tag": "schlagwort"}


class Withdrawn(HTTPException):
    """The item was taken down; `withdrawal` as GraphQL gives it."""

    status_code = 410

    def __init__(self, withdrawal: dict[str, Any]) -> None:
        super().__init__(detail=withdrawal["reason"])
        self.withdrawal = withdrawal


def _asked(request: PageRequest) -> dict[str, str]:
    """The filters in the address, by their names in the schema; empty ones do not count."""
    query = request.query_params
    return {name: query[word] for name, word in FILTERS.items() if query.get(word)}


async def _counted(request: PageRequest, site: Site, selected: facets.Chosen) -> Sequence[object]:
    """The facets beside a list; none where the search does not answer at once."""
    try:
        async with asyncio.timeout(_FACET_SECONDS):
            answer = await site.answer(request, "facets", {"filter": facets.variables(selected)})
    except TimeoutError:
        return ()
    found: Sequence[object] = answer.page["facets"] if answer.page else ()
    return found


def _list_of(kind: Kind[Any]) -> HTTPRouteHandler:
    @get(f"/{kind.path}", name=f"list-{kind.path}", include_in_schema=False)
    async def list_page(request: PageRequest, site: Site) -> Response[str]:
        asked = _asked(request)
        after = request.query_params.get("nach")
        variables = {"first": PAGE_SIZE, "after": after, **asked}
        selected = facets.chosen({**request.query_params, "art": kind.kind})
        data, counted = await asyncio.gather(
            site.ask(request, kind.plural, variables), _counted(request, site, selected)
        )
        words = {FILTERS[name]: value for name, value in asked.items()}
        return site.page(
            request, "list.html", kind=kind, page=data["page"], asked=asked, words_asked=words,
            after=after, document=site.documents[kind.plural], variables=variables,
            facets=counted, selected=selected, address=facets.address,
            value_label=facets.value_label,
        )  # fmt: skip

    return list_page


async def shown_item(
    request: PageRequest, site: Site, name: str, slug: str, *, for_all: bool = False
) -> dict[str, Any]:
    """The item to show. Raises NotFoundException and Withdrawn.

    `name` is the query's: the kind, or the kind and what is asked of it (`experiment_form`).
    `for_all` as in `Site.answer`.
    """
    answer = await site.answer(request, name, {"slug": slug}, for_all=for_all)
    for error in answer.errors:
        if error.code == GONE:
            raise await _withdrawn(request, site, name.partition("_")[0], slug)
    item: dict[str, Any] | None = site.known(answer)["item"] or site.data(answer)["item"]
    if item is None:
        raise NotFoundException(detail=slug)
    if item["status"] == "WITHDRAWN":
        raise Withdrawn(item["withdrawal"])
    if speaks() == SOURCE:  # else the address has chosen
        speak(item["language"])
    return item


async def _withdrawn(
    request: PageRequest, site: Site, kind: str, slug: str
) -> Withdrawn | NotFoundException:
    """What is said of an item that was taken down; it may be back in the meantime."""
    data = await site.ask(request, "withdrawal", {"kind": kind.upper(), "slug": slug})
    told = data["withdrawal"]
    return Withdrawn(told) if told else NotFoundException(detail=slug)


def _item_of(kind: Kind[Any]) -> HTTPRouteHandler:
    name = str(kind.kind)

    @get(f"/{kind.path}/{{slug:str}}", name=f"item-{kind.path}", include_in_schema=False)
    async def item_page(request: PageRequest, site: Site, slug: str) -> Response[Any]:
        item = await shown_item(request, site, name, slug)
        if item["slug"] != slug:
            return Redirect(item["path"], status_code=301)
        document = site.documents[name]
        amount = amount_asked(request.query_params, item.get("groupSize"))
        similar, projects = await asyncio.gather(
            similar_items(request, site, item), projects_beside(request, site, item)
        )
        return site.page(
            request, f"{name}.html", kind=kind, item=item, document=document, amount=amount,
            similar=similar, projects=projects,
        )  # fmt: skip

    return item_page


def _handlers() -> Iterator[HTTPRouteHandler]:
    for kind in KINDS.values():
        yield _list_of(kind)
        yield _item_of(kind)


HANDLERS = tuple(_handlers())
