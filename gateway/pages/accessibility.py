"""The accessibility statement, its form for reports, and the editors' list of them."""

from typing import Annotated

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from gateway.addresses import address_of
from gateway.barrier_reports import KEPT_DAYS, BarrierReport
from gateway.interface import N_, _, speaks
from gateway.interface.prefix import to
from gateway.pages.guards import needs_author, needs_editor, own_origin
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site
from shared.contracts.errors import HubError, Invalid
from shared.kit.validation import checked

PATH = "/barrierefreiheit"
WRONG = {
    "text": N_("Bitte beschreiben Sie die Barriere in 10 bis 4000 Zeichen."),
    "page": N_("Bitte nennen Sie die Seite in höchstens 300 Zeichen."),
    "email": N_("Das ist keine E-Mail-Adresse. Sie dürfen das Feld auch leer lassen."),
}


class BarrierForm(Struct, frozen=True, kw_only=True):
    """What the form sends. People do not see `homepage`; who fills it in is a program."""

    text: str = ""
    page: str = ""
    email: str = ""
    homepage: str = ""


def _page(
    request: PageRequest,
    site: Site,
    typed: BarrierForm,
    wrong: str = "",
    message: str = "",
    status: int = 200,
) -> Response[str]:
    sent = "gesendet" in request.query_params
    return site.page(
        request, "accessibility.html", status=status, typed=typed, wrong=wrong,
        message=_(message or WRONG.get(wrong, "")), sent=sent, kept_days=KEPT_DAYS,
    )  # fmt: skip


@get(PATH, include_in_schema=False)
async def statement(request: PageRequest, site: Site) -> Response[str]:
    page = to(request.query_params.get("seite", ""), speaks())
    return _page(request, site, BarrierForm(page=page[:300]))


@post(PATH, guards=[own_origin], include_in_schema=False, status_code=200)
async def report(
    request: PageRequest,
    site: Site,
    data: Annotated[BarrierForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str] | Redirect:
    told = BarrierReport(text=data.text.strip(), page=data.page.strip(), email=data.email.strip())
    try:
        checked(told)
    except Invalid as error:
        return _page(request, site, data, wrong=error.field or "text", status=422)
    if not data.homepage:
        try:
            await site.deps.barriers.add(told, address_of(request))
        except HubError as error:
            status = STATUS_OF_CODE.get(error.code, 503)
            return _page(request, site, data, "text", error.message, status)
    return Redirect(f"{PATH}?gesendet=1#melden", status_code=303)


@get("/redaktion/barrieren", guards=[needs_author, needs_editor], include_in_schema=False)
async def reports(request: PageRequest, site: Site) -> Response[str]:
    found = await site.deps.barriers.newest()
    return site.page(request, "redaktion/barriers.html", reports=found, kept_days=KEPT_DAYS)


@post(
    "/redaktion/barrieren/{report_id:str}/erledigt",
    guards=[needs_author, needs_editor],
    include_in_schema=False,
    status_code=303,
)
async def done(site: Site, report_id: str) -> Redirect:
    await site.deps.barriers.remove(report_id)
    return Redirect("/redaktion/barrieren", status_code=303)


HANDLERS = (statement, report, reports, done)
