"""`…/ergebnis-melden`: how it went, told without an account."""

from collections.abc import Iterator
from typing import Any

from litestar import Response, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from litestar.handlers import BaseRouteHandler
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.response import Redirect

from gateway.addresses import address_of, line_of
from gateway.pages.content import shown_item
from gateway.pages.guards import own_origin
from gateway.pages.reading_places import ReadingPlaces
from gateway.pages.remake_errors import TRAPPED, Error, error_of, in_order, made_anew, told
from gateway.pages.remake_form import TypedReport, empty, read
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site
from shared.contracts.errors import HubError
from shared.contracts.kinds import KINDS, Kind
from shared.contracts.remake import CONSENT, REMADE
from shared.kit.codes import grouped

LARGEST_FORM = 20_000_000
"""Beyond what a photo may have, so that one a little too large gets a word at its field."""

LARGEST_TEXT = 1_000_000
"""What a form without a photo may have: it is parsed in one go."""

_reading = ReadingPlaces()


def small_without_photo(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """A guard: only a form that can carry a photo may be as large as one."""
    if connection.headers.get("content-type", "").startswith("multipart/form-data"):
        return
    told = connection.headers.get("content-length", "")
    if not told.isdecimal() or int(told) > LARGEST_TEXT:
        raise RequestEntityTooLarge


def _page(
    request: PageRequest,
    site: Site,
    item: dict[str, Any],
    typed: TypedReport,
    errors: list[Error] | None = None,
) -> Response[str]:
    """The form. It holds a secret of its own, so nothing keeps a copy of it."""
    status = STATUS_OF_CODE.get(errors[0]["code"], 422) if errors else 200
    page = site.page(
        request, "remakes/report.html", status=422 if status == 400 else status, item=item,
        form=item.get("resultForm", ()), typed=typed, consent=CONSENT,
        errors=in_order(errors or [], item),
    )  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    return page


async def _errors(
    request: PageRequest,
    site: Site,
    item: dict[str, Any],
    typed: TypedReport,
    photo: UploadFile | None,
) -> list[Error]:
    """What is wrong; nothing where the report was kept. A photo is sent on before the rest, so
    that it need not be chosen again.
    """
    if typed.trapped:
        return [error_of(TRAPPED)]
    try:
        if photo:
            typed.photo_key = await site.deps.send_photo(photo.read) or typed.photo_key
    except HubError as error:
        return [told(error)]
    answer = await site.answer(request, "submit_remake", {"input": typed.variables(item)})
    if answer.errors:
        return [error_of(error.message, error.code) for error in answer.errors]
    errors: list[Error] = site.data(answer)["result"]["userErrors"]
    return [made_anew(typed, item, error) for error in errors]


def _refused(request: PageRequest, site: Site) -> list[Error]:
    """Counts before the form is read, whatever it turns out to be."""
    try:
        site.deps.admit(address_of(request))
    except HubError as error:
        return [told(error)]
    return []


async def _received(request: PageRequest, site: Site, item: dict[str, Any]) -> Response[str]:
    errors = _refused(request, site)
    async with _reading.place(line_of(address_of(request))):
        typed, photo = await read(request)
    try:
        errors = errors or await _errors(request, site, item, typed, photo)
    finally:
        if photo:
            await photo.close()
    if errors:
        return _page(request, site, item, typed, errors)
    page = site.page(
        request, "remakes/thanks.html", status=201, item=item, code=grouped(typed.code)
    )
    page.headers["Cache-Control"] = "no-store"
    return page


def _handlers(kind: Kind[Any]) -> Iterator[HTTPRouteHandler]:
    path, name = f"/{kind.path}/{{slug:str}}/ergebnis-melden", f"{kind.kind}_form"

    @get(path, name=f"report-{kind.path}", include_in_schema=False)
    async def form_page(request: PageRequest, site: Site, slug: str) -> Response[Any]:
        item = await shown_item(request, site, name, slug)
        if item["slug"] != slug:
            return Redirect(f"{item['path']}/ergebnis-melden", status_code=301)
        return _page(request, site, item, empty(item["resultFormVersion"]))

    @post(
        path,
        guards=[own_origin, small_without_photo],
        include_in_schema=False,
        request_max_body_size=LARGEST_FORM,
        status_code=200,
    )
    async def receive(request: PageRequest, site: Site, slug: str) -> Response[str]:
        return await _received(request, site, await shown_item(request, site, name, slug))

    yield from (form_page, receive)


HANDLERS = tuple(handler for kind in REMADE for handler in _handlers(KINDS[kind]))
