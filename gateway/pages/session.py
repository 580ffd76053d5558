"""Signing in and out."""

from typing import Annotated

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from gateway.pages.site import PageRequest, Site, address_of

HOME = "/redaktion"


class SignInForm(Struct, frozen=True, kw_only=True):
    name: str = ""
    passwort: str = ""
    weiter: str = HOME


def local_path(target: str) -> str:
    """The target if it is a path on this site, else the dashboard: no redirects to elsewhere."""
    plain = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if plain and target.isprintable() else HOME


def _session(site: Site, token: str, max_age: int) -> Cookie:
    cookie = site.deps.cookie
    return Cookie(
        key=cookie.name, value=token, max_age=max_age, path="/", httponly=True,
        secure=cookie.secure, samesite="lax",
    )  # fmt: skip


@get("/anmelden", include_in_schema=False)
async def sign_in_page(request: PageRequest, site: Site) -> Response[str]:
    target = local_path(request.query_params.get("weiter", HOME))
    return site.page(request, "sign_in.html", target=target, name="", failed=False)


@post("/anmelden", include_in_schema=False, status_code=200)
async def sign_in(
    request: PageRequest,
    site: Site,
    data: Annotated[SignInForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str] | Redirect:
    target = local_path(data.weiter)
    signed_in = await site.deps.sign_in(data.name.strip(), data.passwort, address_of(request))
    if signed_in is None:
        return site.page(
            request, "sign_in.html", status=401, target=target, name=data.name, failed=True
        )
    cookie = _session(site, signed_in.token, site.deps.cookie.max_age)
    return Redirect(target, status_code=303, cookies=[cookie])


@post("/abmelden", include_in_schema=False, status_code=303)
async def sign_out(request: PageRequest, site: Site) -> Redirect:
    token = request.cookies.get(site.deps.cookie.name)
    if token:
        await site.deps.sign_out(token)
    return Redirect("/", status_code=303, cookies=[_session(site, "", 0)])


HANDLERS = (sign_in_page, sign_in, sign_out)
