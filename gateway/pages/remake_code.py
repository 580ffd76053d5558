"""`/rueckmeldung`: one's own report, by its code: how it stands, and deleting it."""

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from msgspec import Struct

from gateway.addresses import address_of
from gateway.auth.throttle import TooManyAttempts
from gateway.interface import N_, _
from gateway.pages.guards import own_origin
from gateway.pages.site import PageRequest, Site
from shared.kit.codes import grouped, tidied

_UNKNOWN = N_(
    "Zu diesem Code gibt es keine Rückmeldung. Ist er vertippt, oder ist sie schon gelöscht?"
)
_TOO_OFTEN = N_("Das waren zu viele Versuche. Bitte warten Sie eine Stunde.")


class CodeForm(Struct, frozen=True, kw_only=True):
    """The code as typed, and whether the report is to be deleted."""

    code: str = ""
    delete: str = ""


def _page(request: PageRequest, site: Site, status: int = 200, **shown: Any) -> Response[str]:
    context: dict[str, Any] = {"typed": "", "problem": "", "remake": None, "deleted": False}
    page = site.page(request, "remakes/code.html", status=status, **context | shown)
    page.headers["Cache-Control"] = "no-store"
    return page


@get("/rueckmeldung", include_in_schema=False)
async def code_page(request: PageRequest, site: Site) -> Response[str]:
    return _page(request, site)


@post("/rueckmeldung", guards=[own_origin], include_in_schema=False, status_code=200)
async def with_code(
    request: PageRequest,
    site: Site,
    data: Annotated[CodeForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str]:
    """Shows the report; deletes it where that was asked for."""
    code = tidied(data.code)
    try:
        site.deps.admit(address_of(request))
    except TooManyAttempts:
        return _page(request, site, 429, typed=data.code, problem=_(_TOO_OFTEN))
    answer = await site.answer(request, "own_remake", {"code": code})
    malformed = any(error.code == "invalid" for error in answer.errors)
    remake = None if malformed else site.data(answer)["remake"]
    if remake is None:
        return _page(request, site, 422, typed=data.code, problem=_(_UNKNOWN))
    if data.delete:
        await site.ask(request, "delete_remake", {"code": code})
        return _page(request, site, deleted=True)
    return _page(request, site, typed=grouped(code), remake=remake)


HANDLERS = (code_page, with_code)
