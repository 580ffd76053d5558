"""`/embed/{kind}/{slug}`: one item in a frame of somebody else's page."""

from litestar import Response, get
from litestar.exceptions import NotFoundException

from gateway.interface import speak
from gateway.links import EMBED_PATH
from gateway.pages.content import shown_item
from gateway.pages.site import PageRequest, Site
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS


@get(f"{EMBED_PATH}/{{kind:str}}/{{slug:str}}", include_in_schema=False)
async def frame(request: PageRequest, site: Site, kind: str, slug: str) -> Response[str]:
    """Who is signed in sees here what everybody sees. `?lang=en` has an English frame.

    A slug that the item had before finds it too; what was taken down answers 410.
    """
    if kind not in set(ContentKind):
        raise NotFoundException(detail=kind)
    speak(request.query_params.get("lang", ""))
    item = await shown_item(request, site, kind, slug, for_all=True)
    return site.page(request, "embed/item.html", item=item, kind=KINDS[ContentKind(kind)])


HANDLERS = (frame,)
