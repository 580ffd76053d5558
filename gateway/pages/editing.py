"""The editing page of one item: its head, its life, its versions."""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from gateway.pages import video_form
from gateway.pages.guards import needs_author
from gateway.pages.on_site_form import TypedOnSite, stored
from gateway.pages.redaktion import editor_path
from gateway.pages.site import PageRequest, Site
from gateway.pages.video_form import TypedVideo

MOVES = {
    "einreichen": "submit",
    "zurueckgeben": "send_back",
    "veroeffentlichen": "publish",
    "archivieren": "archive",
}
DONE = {
    "gespeichert": "Die Änderungen sind gespeichert.",
    "einreichen": "Der Inhalt ist zur Prüfung eingereicht.",
    "zurueckgeben": "Der Inhalt ist wieder ein Entwurf.",
    "veroeffentlichen": "Der Inhalt ist veröffentlicht.",
    "archivieren": "Der Inhalt ist archiviert.",
    "zurueckziehen": "Der Inhalt ist zurückgezogen und überall entfernt.",
    "umwandeln": (
        "Die Datei wird umgewandelt. Was schon fertig war, wird nicht noch einmal gemacht."
    ),
    "abbrechen": "Die Verarbeitung ist abgebrochen. Die Datei bleibt hier.",
    "entfernen": "Die Datei ist vom Video entfernt.",
    "untertitel": "Die Untertitel sind gespeichert.",
    "geprueft": "Die Untertitel gelten jetzt als geprüft.",
    "untertitel-entfernen": "Die Untertitel sind vom Video entfernt.",
    "automatisch": "Die automatischen Untertitel sind in Auftrag gegeben.",
    "automatisch-abbrechen": "Die automatischen Untertitel sind abgebrochen.",
    "kapitel": "Kapitel und Standbild sind gespeichert. Neue Bilder erscheinen hier bald.",
}

FORMS = (
    *("kopf", "vor-ort", "zurueckziehen", "{move:str}"),
    *("untertitel", "untertitel/automatisch", "kapitel"),
)
"""The addresses below an item's page that forms are sent to."""

HEAD = {"title", "summary", "slug"}
"""The fields of the form for the head; a link leads to each that is wrong."""


class HeadForm(Struct, frozen=True, kw_only=True):
    """The head as typed, with the revision that the editor saw."""

    revision: str = "0"
    title: str = ""
    summary: str = ""
    slug: str = ""


class MoveForm(Struct, frozen=True, kw_only=True):
    """A step in the item's life, with the revision that the editor saw."""

    revision: str = "0"


Typed = HeadForm | TypedOnSite | TypedVideo
"""What was typed into one of the forms."""


def number(revision: str) -> int:
    """What a form says, or 0, which no item has."""
    return int(revision) if revision.isdecimal() and len(revision) < 10 else 0


async def load(request: PageRequest, site: Site, item_id: str) -> dict[str, Any]:
    data = await site.ask(request, "editor_item", {"id": item_id})
    if data["item"] is None:
        raise NotFoundException(detail=item_id)
    return data


async def editor_page(
    request: PageRequest,
    site: Site,
    item_id: str,
    *,
    errors: list[dict[str, Any]] | None = None,
    typed: Typed | None = None,
) -> Response[str]:
    """The page of an item, with what was typed into one of its forms and what is wrong there."""
    data = await load(request, site, item_id)
    item = data["item"]
    head = typed if isinstance(typed, HeadForm) else None
    on_site = typed if isinstance(typed, TypedOnSite) else None
    video = typed if isinstance(typed, TypedVideo) else None
    form = head or HeadForm(title=item["title"], summary=item["summary"], slug=item["slug"])
    conflict = any(error["code"] == "conflict" for error in errors or ())
    return site.page(
        request, "redaktion/item.html", status=_status(errors, conflict=conflict), item=item,
        form=form, versions=data["versions"], errors=errors or [],
        conflict=conflict and head is not None, on_site=on_site or stored(item),
        on_site_conflict=conflict and on_site is not None, now_stored=stored(item),
        on_site_open=on_site is not None, **video_form.shown(item, video, errors or []),
        linked=HEAD | video_form.FIELDS if on_site is None else _fields(errors),
        base=editor_path(item["kind"], item["id"]), done=_done(request, errors),
    )  # fmt: skip


def _fields(errors: list[dict[str, Any]] | None) -> set[str]:
    return {error["field"] for error in errors or ()}


def _status(errors: list[dict[str, Any]] | None, *, conflict: bool) -> int:
    if not errors:
        return 200
    return 409 if conflict else 422


def _done(request: PageRequest, errors: list[dict[str, Any]] | None) -> str:
    return "" if errors else DONE.get(request.query_params.get("getan", ""), "")


async def after_move(
    request: PageRequest, site: Site, item_id: str, result: dict[str, Any], word: str
) -> Response[str] | Redirect:
    """The page again, which says what was done, or what was wrong with it."""
    if result["userErrors"]:
        return await editor_page(request, site, item_id, errors=result["userErrors"])
    path = editor_path(result["content"]["kind"], item_id)
    return Redirect(f"{path}?getan={word}", status_code=303)


@get("/redaktion/{kind:str}/{item_id:str}", guards=[needs_author], include_in_schema=False)
async def item_page(request: PageRequest, site: Site, item_id: str) -> Response[str]:
    return await editor_page(request, site, item_id)


@get(
    [f"/redaktion/{{kind:str}}/{{item_id:str}}/{form}" for form in FORMS],
    guards=[needs_author],
    include_in_schema=False,
)
async def form_alone(kind: str, item_id: str) -> Redirect:
    """The address that a form was sent to stays in the browser where the answer is a page: loaded
    anew, it is the item's.
    """
    return Redirect(f"/redaktion/{quote(kind, safe='')}/{quote(item_id, safe='')}")


@post(
    "/redaktion/{kind:str}/{item_id:str}/kopf",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def save_head(
    request: PageRequest,
    site: Site,
    item_id: str,
    data: Annotated[HeadForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str] | Redirect:
    """Saves the head as it was seen; if it has changed since, shows both and loses nothing."""
    item = (await load(request, site, item_id))["item"]
    variables = {
        "id": item_id, "revision": number(data.revision), "title": data.title.strip(),
        "summary": data.summary.strip(), "slug": data.slug.strip(),
    }  # fmt: skip
    name = f"update_{item['kind'].lower()}"
    result = (await site.ask(request, name, variables))["result"]
    if result["userErrors"]:
        return await editor_page(request, site, item_id, errors=result["userErrors"], typed=data)
    return await after_move(request, site, item_id, result, "gespeichert")


@post(
    "/redaktion/{kind:str}/{item_id:str}/{move:str}",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def move_on(
    request: PageRequest,
    site: Site,
    item_id: str,
    move: str,
    data: Annotated[MoveForm, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Response[str] | Redirect:
    if move not in MOVES:
        raise NotFoundException(detail=move)
    variables = {"id": item_id, "revision": number(data.revision)}
    result = (await site.ask(request, MOVES[move], variables))["result"]
    return await after_move(request, site, item_id, result, move)


HANDLERS = (item_page, form_alone, save_head, move_on)
