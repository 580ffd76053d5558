"""`…/ergebnisse.csv` and `.json`: all approved reports on an item as open data."""

from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Response, get
from litestar.handlers.http_handlers import HTTPRouteHandler

from gateway.pages.content import shown_item
from gateway.pages.remake_files import to_csv, to_data
from gateway.pages.site import PageRequest, Site
from shared.contracts.kinds import KINDS, Kind
from shared.contracts.licence import TERMS
from shared.contracts.remake import LICENCE, REMADE

MOST_STRETCHES = 50
"""Of a hundred reports each. Where there are more, the JSON says so, and the CSV by its name."""


async def _all(request: PageRequest, site: Site, item_id: str) -> tuple[list[Any], bool]:
    """The newest reports, and whether these are all."""
    reports: list[Any] = []
    after = None
    for _ in range(MOST_STRETCHES):
        variables = {"item": item_id, "after": after}
        page = (await site.ask(request, "remake_stretch", variables))["page"]
        reports += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return reports, True
    return reports, False


def _file(body: bytes, media_type: str, name: str) -> Response[bytes]:
    headers = {
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Link": f'<{TERMS[LICENCE].url}>; rel="license"',
        "Access-Control-Allow-Origin": "*",
    }
    return Response(body, media_type=media_type, headers=headers)


def _handlers(kind: Kind[Any]) -> Iterator[HTTPRouteHandler]:
    name = f"{kind.kind}_form"

    @get(f"/{kind.path}/{{slug:str}}/ergebnisse.csv", include_in_schema=False)
    async def csv_file(request: PageRequest, site: Site, slug: str) -> Response[bytes]:
        item = await shown_item(request, site, name, slug)
        reports, complete = await _all(request, site, item["id"])
        text = to_csv(item.get("resultForm", ()), reports)
        which = "ergebnisse" if complete else f"neueste-{len(reports)}-ergebnisse"
        return _file(text.encode("utf-8-sig"), "text/csv", f"{item['slug']}-{which}.csv")

    @get(f"/{kind.path}/{{slug:str}}/ergebnisse.json", include_in_schema=False)
    async def json_file(request: PageRequest, site: Site, slug: str) -> Response[bytes]:
        item = await shown_item(request, site, name, slug)
        reports, complete = await _all(request, site, item["id"])
        body = msgspec.json.encode(to_data(item, reports, complete=complete))
        return _file(body, "application/json", f"{item['slug']}-ergebnisse.json")

    yield from (csv_file, json_file)


HANDLERS = tuple(handler for kind in REMADE for handler in _handlers(KINDS[kind]))
