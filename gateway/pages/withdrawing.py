"""`/redaktion/…/zurueckziehen`: an item is taken down, with the reason and what holds instead."""

from typing import Annotated
from urllib.parse import urlsplit

from litestar import Response, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from gateway.pages.editing import after_move, editor_page, number
from gateway.pages.guards import needs_author
from gateway.pages.site import PageRequest, Site
from gateway.pages.wording import KIND_PATH

NO_SUCCESSOR = {
    "field": "replacedBy",
    "code": "invalid",
    "message": "Die Seite, die stattdessen gilt, gibt es nicht. Bitte prüfen Sie ihre Adresse.",
}


class WithdrawForm(Struct, frozen=True, kw_only=True):
    revision: str = "0"
    reason: str = "OTHER"
    note: str = ""
    replaced_by: str = ""


async def _successor(request: PageRequest, site: Site, address: str) -> str | None:
    """The id of the item at a page's address; None where there is none."""
    path, _, slug = urlsplit(address).path.rstrip("/").rpartition("/")
    kind = next((name for name, folder in KIND_PATH.items() if path == f"/{folder}"), None)
    if kind is None:
        return None
    found = (await site.ask(request, "ids_of_slug", {"slug": slug}))[kind]
    return found["id"] if found else None


@post(
    "/redaktion/{kind:str}/{item_id:str}/zurueckziehen",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def withdraw(
    request: PageRequest,
    site: Site,
    item_id: str,
    data: Annotated[WithdrawForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str] | Redirect:
    successor = await _successor(request, site, data.replaced_by.strip())
    if data.replaced_by.strip() and successor is None:
        return await editor_page(request, site, item_id, errors=[NO_SUCCESSOR])
    variables = {
        "id": item_id, "revision": number(data.revision), "reason": data.reason,
        "note": data.note.strip(), "replacedBy": successor,
    }  # fmt: skip
    result = (await site.ask(request, "withdraw", variables))["result"]
    return await after_move(request, site, item_id, result, "zurueckziehen")


HANDLERS = (withdraw,)
