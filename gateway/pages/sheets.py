"""`/experimente/SLUG/druck.pdf`: an item to print, made on the server."""

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect

from gateway.addresses import address_of, line_of
from gateway.pages.amounts import amount_asked
from gateway.pages.content import shown_item
from gateway.pages.printing.sheet import sheet
from gateway.pages.site import PageRequest, Site
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS

PRINTED = (ContentKind.EXPERIMENT, ContentKind.GUIDE)
FILE = "druck.pdf"


def _sheet_of(kind: ContentKind) -> HTTPRouteHandler:
    path = KINDS[kind].path

    @get(f"/{path}/{{slug:str}}/{FILE}", name=f"sheet-{path}", include_in_schema=False)
    async def printed(request: PageRequest, site: Site, slug: str) -> Response[bytes] | Redirect:
        item = await shown_item(request, site, str(kind), slug, for_all=True)  # the press keeps it
        if item["status"] != "PUBLISHED":
            raise NotFoundException(detail=slug)
        if item["slug"] != slug:
            return Redirect(f"{item['path']}/{FILE}", status_code=301)
        amount = amount_asked(request.query_params, item.get("groupSize"))
        data = sheet(item, site.city, site.deps.public_url, amount)
        pdf = await site.deps.press.sheet(data, line_of(address_of(request)))
        return Response(
            pdf,
            media_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="{slug}.pdf"',
                "Cache-Control": "no-cache",
                "X-Robots-Tag": "noindex",
            },
        )

    return printed


HANDLERS = tuple(_sheet_of(kind) for kind in PRINTED)
