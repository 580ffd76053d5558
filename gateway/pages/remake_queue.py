"""The editors' page for reports: what waits, and the decision on it."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from gateway.pages.guards import needs_editor
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site
from shared.contracts.remake import RemakeStatus

PATH = "/redaktion/rueckmeldungen"
TABS = {
    "wartet": RemakeStatus.SUBMITTED,
    "freigegeben": RemakeStatus.APPROVED,
    "abgelehnt": RemakeStatus.REJECTED,
}
DONE = {
    "freigegeben": "Die Rückmeldung ist freigegeben und für alle zu sehen.",
    "abgelehnt": "Die Rückmeldung ist abgelehnt. Ihr Inhalt ist gelöscht.",
}


class Decision(Struct, frozen=True, kw_only=True):
    """A decision on the revision that the editor saw; the reason counts for a rejection."""

    revision: str = "0"
    reason: str = ""


def _tab(request: PageRequest) -> str:
    asked = request.query_params.get("stand", "")
    return asked if asked in TABS else next(iter(TABS))


async def _page(
    request: PageRequest,
    site: Site,
    error: dict[str, Any] | None = None,
    failed: str = "",
    reason: str = "",
) -> Response[str]:
    """`failed` is the report on which the decision did not go through, `reason` what was typed."""
    tab = _tab(request)
    status = TABS[tab]
    variables = {"status": status.name, "after": request.query_params.get("nach")}
    data = await site.ask(request, "remake_queue", variables)
    counts = {each.name: data[each.value]["totalCount"] for each in RemakeStatus}
    return site.page(
        request, "redaktion/remakes.html", tabs=TABS, tab=tab, chosen=status.name, counts=counts,
        page=data["page"], error=error, failed=failed, reason=reason,
        status=STATUS_OF_CODE.get(error["code"], 422) if error else 200,
        done="" if error else DONE.get(request.query_params.get("getan", ""), ""),
    )  # fmt: skip


@get(PATH, guards=[needs_editor], include_in_schema=False)
async def queue_page(request: PageRequest, site: Site) -> Response[str]:
    return await _page(request, site)


async def _decided(
    request: PageRequest, site: Site, name: str, variables: dict[str, Any], word: str
) -> Response[str] | Redirect:
    result = (await site.ask(request, name, variables))["result"]
    if errors := result["userErrors"]:
        return await _page(request, site, errors[0], variables["id"], variables.get("reason", ""))
    return Redirect(f"{PATH}?stand={_tab(request)}&getan={word}", status_code=303)


def _seen(data: Decision) -> int:
    return int(data.revision) if data.revision.isdecimal() and len(data.revision) < 10 else 0


Decided = Annotated[Decision, Body(media_type=RequestEncodingType.URL_ENCODED)]


@post(
    f"{PATH}/{{remake_id:str}}/freigeben",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def approve(
    request: PageRequest, site: Site, remake_id: str, data: Decided
) -> Response[str] | Redirect:
    variables = {"id": remake_id, "revision": _seen(data)}
    return await _decided(request, site, "approve_remake", variables, "freigegeben")


@post(
    f"{PATH}/{{remake_id:str}}/ablehnen",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def reject(
    request: PageRequest, site: Site, remake_id: str, data: Decided
) -> Response[str] | Redirect:
    variables = {"id": remake_id, "revision": _seen(data), "reason": data.reason}
    return await _decided(request, site, "reject_remake", variables, "abgelehnt")


HANDLERS = (queue_page, approve, reject)
