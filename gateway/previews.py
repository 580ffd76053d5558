"""`/vorschau/…`: the files of a video that is not published, for a player."""

from collections.abc import Callable

from litestar import Response, get
from litestar.response import Redirect
from litestar.types import ControllerRouterHandler

from gateway.auth.preview_tokens import PREVIEW_HEADERS, PreviewTokens
from gateway.clients import Services
from gateway.links import PREVIEW_PATH
from shared.contracts.caller import Caller
from shared.contracts.uploads import PREVIEW, PreviewFile
from shared.kit.validation import checked


def preview_handlers(
    tokens: PreviewTokens, services_of: Callable[[Caller | None], Services]
) -> list[ControllerRouterHandler]:
    """The videos service decides; what is no text comes from the store, by a signed address."""

    @get(PREVIEW_PATH + "/{token:str}/{file:path}", include_in_schema=False)
    async def preview(token: str, file: str) -> Response[bytes] | Redirect:
        allowed = tokens.read(token)
        asked = checked(PreviewFile(id=allowed.video_id, path=file.lstrip("/")))
        found = await services_of(allowed.caller).call(PREVIEW, asked)
        if found.url is not None:
            return Redirect(found.url, status_code=302, headers=PREVIEW_HEADERS)
        body = (found.text or "").encode()
        return Response(body, media_type=found.content_type, headers=PREVIEW_HEADERS)

    return [preview]
