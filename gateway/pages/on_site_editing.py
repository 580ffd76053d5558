"""`/redaktion/…/vor-ort`: writes where an item is, whom to ask and when one can come."""

from litestar import Response, post
from litestar.response import Redirect

from gateway.pages.editing import after_move, editor_page, load, number
from gateway.pages.guards import needs_author
from gateway.pages.on_site_form import read
from gateway.pages.site import PageRequest, Site


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
        return await editor_page(request, site, item_id, errors=problems, on_site=typed)
    variables = {"id": item_id, "revision": number(typed.revision), **written}
    name = f"update_{item['kind'].lower()}_on_site"
    result = (await site.ask(request, name, variables))["result"]
    if result["userErrors"]:
        errors = typed.placed(result["userErrors"])
        return await editor_page(request, site, item_id, errors=errors, on_site=typed)
    return await after_move(request, site, item_id, result, "gespeichert")


HANDLERS = (save_on_site,)
