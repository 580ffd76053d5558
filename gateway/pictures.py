"""Pictures of what is not published yet, for those who may see it."""

from collections.abc import Callable

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from gateway.clients import Services
from gateway.links import PICTURES_PATH
from gateway.pages.guards import needs_author
from gateway.pages.site import PageRequest, caller_of
from shared.contracts.caller import Caller
from shared.contracts.calls import ImageOf
from shared.contracts.kinds import KINDS
from shared.kit.validation import checked


def picture_handlers(
    services_of: Callable[[Caller | None], Services],
) -> list[ControllerRouterHandler]:
    """The service of the kind decides; the bytes come from the store, by a signed address."""

    @get(
        PICTURES_PATH + "/{plural:str}/{item_id:str}/images/{name:str}",
        guards=[needs_author],
        include_in_schema=False,
    )
    async def picture(request: PageRequest, plural: str, item_id: str, name: str) -> Redirect:
        kind = next((kind for kind in KINDS.values() if kind.plural == plural), None)
        if kind is None:
            raise NotFoundException
        asked = checked(ImageOf(id=item_id, key=f"images/{name}"))
        found = await services_of(caller_of(request)).call(kind.calls.image, asked)
        return Redirect(found.url, status_code=302, headers={"Cache-Control": "no-store"})

    return [picture]
