"""Lists and item pages of every kind of content."""

from collections.abc import Iterator
from typing import Any

from litestar import Response, get
from litestar.exceptions import HTTPException, NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from gateway.pages.site import PageRequest, Site
from shared.contracts.kinds import KINDS, Kind

PAGE_SIZE = 12
GONE = "gone"
FILTERS = {"field": "feld", "measure": "massnahme", "language": "sprache", "tag": "schlagwort"}


class Withdrawn(HTTPException):
    """The item was taken down; `reason` by the name that GraphQL gives it."""

    status_code = 410

    def __init__(self, reason: str, withdrawal: dict[str, Any] | None = None) -> None:
        super().__init__(detail=reason)
        self.reason = reason
        self.withdrawal = withdrawal


def _asked(request: PageRequest) -> dict[str, str]:
    """The filters in the address, by their names in the schema; empty ones do not count."""
    query = request.query_params
    return {name: query[word] for name, word in FILTERS.items() if query.get(word)}


def _list_of(kind: Kind[Any]) -> HTTPRouteHandler:
    @get(f"/{kind.path}", name=f"list-{kind.path}", include_in_schema=False)
    async def list_page(request: PageRequest, site: Site) -> Response[str]:
        asked = _asked(request)
        after = request.query_params.get("nach")
        variables = {"first": PAGE_SIZE, "after": after, **asked}
        data = await site.ask(request, kind.plural, variables)
        words = {FILTERS[name]: value for name, value in asked.items()}
        return site.page(
            request, "list.html", kind=kind, page=data["page"], asked=asked, words_asked=words,
            after=after, document=site.documents[kind.plural], variables=variables,
        )  # fmt: skip

    return list_page


async def _item(request: PageRequest, site: Site, name: str, slug: str) -> dict[str, Any]:
    """The item to show. Raises NotFoundException and Withdrawn."""
    answer = await site.answer(request, name, {"slug": slug})
    for error in answer.errors:
        if error.code == GONE:
            raise Withdrawn(error.reason.upper())
    item: dict[str, Any] | None = site.data(answer)["item"]
    if item is None:
        raise NotFoundException(detail=slug)
    if item["status"] == "WITHDRAWN":
        raise Withdrawn(item["withdrawal"]["reason"], item["withdrawal"])
    return item


def _item_of(kind: Kind[Any]) -> HTTPRouteHandler:
    name = str(kind.kind)

    @get(f"/{kind.path}/{{slug:str}}", name=f"item-{kind.path}", include_in_schema=False)
    async def item_page(request: PageRequest, site: Site, slug: str) -> Response[Any]:
        item = await _item(request, site, name, slug)
        if item["slug"] != slug:
            return Redirect(item["path"], status_code=301)
        document = site.documents[name]
        return site.page(request, f"{name}.html", kind=kind, item=item, document=document)

    return item_page


def _handlers() -> Iterator[HTTPRouteHandler]:
    for kind in KINDS.values():
        yield _list_of(kind)
        yield _item_of(kind)


HANDLERS = tuple(_handlers())
