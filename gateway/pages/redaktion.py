"""The editors' pages: what there is, and making something new."""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct, structs

from gateway.pages.guards import needs_author
from gateway.pages.site import PageRequest, Site
from gateway.pages.wording import EDITED, KIND_PATH
from shared.contracts.content import ContentKind, Status
from shared.contracts.kinds import KINDS

TABS = {
    "entwurf": Status.DRAFT,
    "pruefung": Status.IN_REVIEW,
    "veroeffentlicht": Status.PUBLISHED,
    "zurueckgezogen": Status.WITHDRAWN,
    "archiviert": Status.ARCHIVED,
}
EXTRA_FIELD = {ContentKind.EXPERIMENT: "question", ContentKind.GUIDE: "goal"}


class NewItem(Struct, frozen=True, kw_only=True):
    """What the form sends; every field may be missing, so that nothing typed is lost."""

    kind: str = ContentKind.EXPERIMENT
    title: str = ""
    summary: str = ""
    language: str = "de"
    question: str = ""
    goal: str = ""


def editor_path(kind_name: str, item_id: str) -> str:
    """The address of an item's editing page; `kind_name` as GraphQL names it."""
    return f"/redaktion/{KIND_PATH[kind_name]}/{quote(item_id, safe='')}"


def _all_rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    pages = [data[kind.plural] for kind in KINDS.values()]
    rows = [row for page in pages if page for row in page["nodes"]]
    return sorted(rows, key=lambda row: str(row["modifiedAt"]), reverse=True)


@get("/redaktion", guards=[needs_author], include_in_schema=False)
async def dashboard(request: PageRequest, site: Site) -> Response[str]:
    tab = request.query_params.get("stand", "entwurf")
    status = TABS.get(tab, Status.DRAFT)
    data = site.known(await site.answer(request, "editor_list", {"status": status.name}))
    return site.page(
        request, "redaktion/dashboard.html", tabs=TABS, chosen=status.name, rows=_all_rows(data),
        away=[kind for kind in KINDS.values() if data[kind.plural] is None],
    )  # fmt: skip


@get("/redaktion/neu", guards=[needs_author], include_in_schema=False)
async def new_page(request: PageRequest, site: Site) -> Response[str]:
    kind = request.query_params.get("art", ContentKind.EXPERIMENT)
    return _form(request, site, NewItem(kind=kind), [], 200)


def _form(
    request: PageRequest, site: Site, typed: NewItem, errors: list[dict[str, Any]], status: int
) -> Response[str]:
    return site.page(
        request, "redaktion/new.html", status=status, typed=structs.asdict(typed), errors=errors,
        languages=EDITED,
    )  # fmt: skip


@post("/redaktion/neu", guards=[needs_author], include_in_schema=False, status_code=200)
async def create(
    request: PageRequest,
    site: Site,
    data: Annotated[NewItem, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str] | Redirect:
    kind = KINDS[ContentKind(data.kind)] if data.kind in set(ContentKind) else None
    if kind is None:
        wrong = {"field": "kind", "message": "Bitte wählen Sie eine Art.", "code": "invalid"}
        return _form(request, site, data, [wrong], 422)
    typed = structs.asdict(data)
    names = ["title", "summary", "language", EXTRA_FIELD.get(kind.kind, "title")]
    variables = {name: typed[name].strip() for name in names}
    result = (await site.ask(request, f"create_{kind.kind}", variables))["result"]
    if result["userErrors"]:
        return _form(request, site, data, result["userErrors"], 422)
    return Redirect(editor_path(kind.kind.name, result["content"]["id"]), status_code=303)


HANDLERS = (dashboard, new_page, create)
