"""`…/ergebnis-melden`: how it went, told without an account."""

from collections.abc import Iterator
from typing import Any

from litestar import Response, get, post
from litestar.connection import ASGIConnection
from litestar.datastructures import UploadFile
from litestar.handlers import BaseRouteHandler
from litestar.handlers.http_handlers import HTTPRouteHandler
from litestar.response import Redirect

from gateway.addresses import address_of
from gateway.auth.middleware import require_own_origin
from gateway.pages.content import shown_item
from gateway.pages.remake_form import TypedReport, empty, read
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site
from shared.contracts.errors import Conflict, HubError, Invalid
from shared.contracts.kinds import KINDS, Kind
from shared.contracts.remake import CONSENT, REMADE
from shared.kit.codes import grouped, new_code

LARGEST_FORM = 20_000_000
"""Beyond what a photo may have, so that one a little too large gets a word at its field."""

_LARGEST_PHOTO = 12_000_000
_BEFORE, _AFTER = ("worked",), ("note", "place", "photo", "photoAlt", "consent")
"""The fields before those of the form, and after them."""

_TRAPPED = "Ein Feld, das leer bleiben muss, war ausgefüllt. Bitte senden Sie noch einmal ab."
_SENT_BEFORE = (
    "Mit diesem Formular haben Sie schon etwas anderes gesendet. "
    "Wenn das hier eine weitere Rückmeldung ist, senden Sie bitte noch einmal ab."
)
_FORM_CHANGED = (
    "Das Formular wurde inzwischen geändert. Ihre Angaben sind noch da, soweit sie passen. "
    "Bitte prüfen Sie alle Felder und senden Sie noch einmal ab."
)

Errors = list[dict[str, Any]]


def own_origin(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard: no other site's page may send in a visitor's name."""
    require_own_origin(dict(connection.headers.items()))


def _error(field: str | None, message: str, code: str = Invalid.code) -> dict[str, Any]:
    return {"field": field, "message": message, "code": code}


def _page(
    request: PageRequest,
    site: Site,
    item: dict[str, Any],
    typed: TypedReport,
    errors: Errors | None = None,
) -> Response[str]:
    """The form. It holds a secret of its own, so nothing keeps a copy of it."""
    status = STATUS_OF_CODE.get(errors[0]["code"], 422) if errors else 200
    page = site.page(
        request, "remakes/report.html", status=422 if status == 400 else status, item=item,
        form=item.get("resultForm", ()), typed=typed, consent=CONSENT,
        errors=_in_order(errors or [], item),
    )  # fmt: skip
    page.headers["Cache-Control"] = "no-store"
    return page


def _in_order(errors: Errors, item: dict[str, Any]) -> Errors:
    """As the fields stand on the page, answers with their labels; what has no field comes first."""
    form = {f"answers.{field['name']}": field["label"] for field in item.get("resultForm", ())}
    places = {name: place for place, name in enumerate((*_BEFORE, *form, *_AFTER), start=1)}
    told = [
        {
            **error,
            "field": error["field"] if error["field"] in places else None,
            "label": form.get(error["field"], ""),
        }
        for error in errors
    ]
    return sorted(told, key=lambda error: places.get(error["field"], 0))


async def _with_photo(
    site: Site, typed: TypedReport, photo: UploadFile | None
) -> dict[str, Any] | None:
    """Sends the photo on, so that it need not be chosen again; what is wrong with it."""
    data = await photo.read() if photo else b""
    if not data:
        return None
    if len(data) > _LARGEST_PHOTO:
        message = f"Das Foto ist größer als {_LARGEST_PHOTO // 1_000_000} MB."
        return _error("photo", message)
    typed.photo_key = await site.deps.send_photo(data)
    return None


async def _submit(
    request: PageRequest, site: Site, item: dict[str, Any], typed: TypedReport
) -> Errors:
    """What is wrong; nothing where the report was kept."""
    variables = {"input": typed.variables(item["id"])}
    answer = await site.answer(request, "submit_remake", variables)
    if answer.errors:
        return [_error(None, error.message, error.code) for error in answer.errors]
    errors: Errors = site.data(answer)["result"]["userErrors"]
    return [_made_anew(typed, item, error) for error in errors]


def _made_anew(typed: TypedReport, item: dict[str, Any], error: dict[str, Any]) -> dict[str, Any]:
    """What the form can mend itself: it goes on from the present one, or as another report."""
    if error["code"] != Conflict.code:
        return error
    if error["field"] == "code":
        typed.code = new_code()
        return _error(None, _SENT_BEFORE, Conflict.code)
    typed.form_version = item["resultFormVersion"]
    typed.answers = {
        field["name"]: typed.answers.get(field["name"], "") for field in item.get("resultForm", ())
    }
    return _error(None, _FORM_CHANGED, Conflict.code)


async def _received(request: PageRequest, site: Site, item: dict[str, Any]) -> Response[str]:
    typed, photo = await read(request)
    try:
        site.deps.admit(address_of(request))
        unsent = await _with_photo(site, typed, photo)
    except HubError as error:
        return _page(request, site, item, typed, [_error(None, error.message, error.code)])
    finally:
        if photo:
            await photo.close()
    if typed.trapped:
        return _page(request, site, item, typed, [_error(None, _TRAPPED)])
    if unsent:
        return _page(request, site, item, typed, [unsent])
    if errors := await _submit(request, site, item, typed):
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
        guards=[own_origin],
        include_in_schema=False,
        request_max_body_size=LARGEST_FORM,
        status_code=200,
    )
    async def receive(request: PageRequest, site: Site, slug: str) -> Response[str]:
        return await _received(request, site, await shown_item(request, site, name, slug))

    yield from (form_page, receive)


HANDLERS = tuple(handler for kind in REMADE for handler in _handlers(KINDS[kind]))
