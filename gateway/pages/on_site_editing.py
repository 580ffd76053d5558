"""`/redaktion/…/vor-ort`: writes where an item is, whom to ask and when one can come."""

from typing import Any

from litestar import Response, post
from litestar.response import Redirect

from gateway.pages.editing import after_move, editor_page, load, number
from gateway.pages.guards import needs_author
from gateway.pages.on_site_form import TypedOnSite, read, stored
from gateway.pages.redaktion import editor_path
from gateway.pages.site import PageRequest, Site

Item = dict[str, Any]
_CHANGED = {
    "field": "revision",
    "code": "conflict",
    "message": "Der Inhalt wurde inzwischen geändert. Bitte laden Sie ihn neu.",
}
_LEFT = {
    "field": None,
    "code": "invalid",
    "message": "Dem Hub, von dem dieser Inhalt kommt, wird nicht mehr gefolgt.",
}


@post(
    "/redaktion/{kind:str}/{item_id:str}/vor-ort",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def save_on_site(request: PageRequest, site: Site, item_id: str) -> Response[str] | Redirect:
    """Saves all three lists as they were seen; if they have changed since, nothing is lost."""
    typed = await read(request)
    item = (await load(request, site, item_id))["item"]
    written, problems = typed.input()
    if problems:
        return await editor_page(request, site, item_id, errors=problems, typed=typed)
    if item["mirrored"]:
        return await _over_the_source(request, site, item, typed, written)
    variables = {"id": item_id, "revision": number(typed.revision), **written}
    name = f"update_{item['kind'].lower()}_on_site"
    result = (await site.ask(request, name, variables))["result"]
    if result["userErrors"]:
        errors = typed.placed(result["userErrors"])
        return await editor_page(request, site, item_id, errors=errors, typed=typed)
    return await after_move(request, site, item_id, result, "gespeichert")


async def _over_the_source(
    request: PageRequest, site: Site, item: Item, typed: TypedOnSite, written: Item
) -> Response[str] | Redirect:
    """In an item of another hub they are this hub's own words, laid over what it says: of the lists
    that were changed; one that was emptied is again as it is there.
    """
    followed = (await site.ask(request, "followed_item", {"id": item["id"]}))["item"]
    if followed is None or number(typed.revision) != item["revision"]:
        refused = [_CHANGED if followed else _LEFT]
        return await editor_page(request, site, item["id"], errors=refused, typed=typed)
    shown = stored(item).groups
    changed = {
        group: words or None
        for group, words in written.items()
        if [entry for _, entry in typed.kept(group)] != list(shown[group].values())
    }
    overlay = {"revision": followed["revision"], "overlay": followed["overlay"] | changed}
    result = (await site.ask(request, "overlay_item", {"id": item["id"], **overlay}))["result"]
    if result["userErrors"]:
        errors = typed.placed(result["userErrors"])
        return await editor_page(request, site, item["id"], errors=errors, typed=typed)
    return Redirect(f"{editor_path(item['kind'], item['id'])}?getan=gespeichert", status_code=303)


HANDLERS = (save_on_site,)
