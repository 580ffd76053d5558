"""The editors' page for an item of another hub: what changed, the decision, one's own words."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect
from msgspec import Struct

from gateway.pages.differences import marked
from gateway.pages.editing import number
from gateway.pages.followed_hubs import DONE, LABELS, PATH, back
from gateway.pages.guards import needs_editor
from gateway.pages.site import STATUS_OF_CODE, PageRequest, Site
from shared.contracts.reuse import FollowedState

_PRICE = re.compile(r"\d{1,7}(?:[.,]\d{1,2})?")
_NO_PRICE = "Bitte schreiben Sie den Preis als Zahl, etwa 12,50."
_WORDS = {
    "title": "Titel", "summary": "Zusammenfassung", "steps": "Schritt", "text": "Text",
    "materials": "Material", "tools": "Werkzeug", "safety": "Sicherheit", "cover": "Titelbild",
    "alt": "Bildbeschreibung", "licence": "Lizenz", "authors": "Von", "tags": "Schlagwort",
    "question": "Frage", "goal": "Ziel", "introduction": "Einleitung", "captions": "Untertitel",
    "chapters": "Kapitel", "cost_euro": "Preis", "places": "Ort", "contacts": "Kontakt",
    "dates": "Termin", "slug": "Adresse", "description": "Beschreibung", "image": "Bild",
}  # fmt: skip


class Decision(Struct, frozen=True, kw_only=True):
    """A decision on the revision that the editor saw."""

    revision: str = "0"


async def _load(request: PageRequest, site: Site, item_id: str) -> dict[str, Any]:
    data = await site.ask(request, "followed_item", {"id": item_id})
    if data["item"] is None:
        raise NotFoundException(detail=item_id)
    return data


async def _page(
    request: PageRequest, site: Site, item_id: str, errors: list[dict[str, Any]] | None = None
) -> Response[str]:
    data = await _load(request, site, item_id)
    item = data["item"]
    label = LABELS[FollowedState[item["state"]]]
    return site.page(
        request, "redaktion/followed_item.html", item=item, label=label, place=place, marked=marked,
        fields=data["fields"], measures=data["measures"], base=f"{PATH}/{item_id}",
        errors=errors or [], status=STATUS_OF_CODE.get(errors[0]["code"], 422) if errors else 200,
        done="" if errors else DONE.get(request.query_params.get("getan", ""), ""),
    )  # fmt: skip


def place(path: str) -> str:
    """Where a difference is, in German: `steps.2.text` is "Schritt 2, Text"."""
    words = [_WORDS.get(part, part) for part in path.split(".")]
    return re.sub(r", (\d+)", r" \1", ", ".join(words))


@get(f"{PATH}/{{item_id:str}}", guards=[needs_editor], include_in_schema=False)
async def item_page(request: PageRequest, site: Site, item_id: str) -> Response[str]:
    return await _page(request, site, item_id)


Decided = Annotated[Decision, Body(media_type=RequestEncodingType.URL_ENCODED)]


@post(
    f"{PATH}/{{item_id:str}}/uebernehmen",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def adopt(
    request: PageRequest, site: Site, item_id: str, data: Decided
) -> Response[str] | Redirect:
    return await _decided(request, site, item_id, data, "adopt_item")


@post(
    f"{PATH}/{{item_id:str}}/ablehnen",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def refuse(
    request: PageRequest, site: Site, item_id: str, data: Decided
) -> Response[str] | Redirect:
    return await _decided(request, site, item_id, data, "refuse_item")


async def _decided(
    request: PageRequest, site: Site, item_id: str, data: Decision, name: str
) -> Response[str] | Redirect:
    variables = {"id": item_id, "revision": number(data.revision)}
    result = (await site.ask(request, name, variables))["result"]
    if errors := result["userErrors"]:
        return await _page(request, site, item_id, errors)
    fault = (result["item"] or {}).get("fault")
    if fault and name == "adopt_item":
        return await _page(request, site, item_id, [{**fault, "code": "invalid", "field": None}])
    word, tab = ("uebernehmen", "gezeigt") if name == "adopt_item" else ("ablehnen", "abgelehnt")
    return back(word, tab)


@post(
    f"{PATH}/{{item_id:str}}/eigenes",
    guards=[needs_editor],
    include_in_schema=False,
    status_code=200,
)
async def overlay(request: PageRequest, site: Site, item_id: str) -> Response[str] | Redirect:
    """Prices and topics; places, contacts and dates are written on the item's own page."""
    form = await request.form()
    item = (await _load(request, site, item_id))["item"]
    prices, problems = _prices(form)
    if problems:
        return await _page(request, site, item_id, problems)
    own = {name: list(form.getall(name, [])) or None for name in ("fields", "measures")}
    words = item["overlay"] | own | {"prices": prices}
    seen = {"id": item_id, "revision": number(str(form.get("revision"))), "overlay": words}
    result = (await site.ask(request, "overlay_item", seen))["result"]
    if errors := result["userErrors"]:
        return await _page(request, site, item_id, errors)
    return Redirect(f"{PATH}/{item_id}?getan=eigenes", status_code=303)


def _prices(form: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Those that were typed, by `price.MATERIAL`; an empty field leaves the source's."""
    prices, problems = [], []
    for name, typed in form.items():
        item, text = name.removeprefix("price."), str(typed).strip()
        if item == name or not text:
            continue
        if _PRICE.fullmatch(text):
            prices.append({"item": item, "costEuro": float(text.replace(",", "."))})
        else:
            problems.append({"field": name, "message": _NO_PRICE, "code": "invalid"})
    return prices, problems


HANDLERS = (item_page, adopt, refuse, overlay)
