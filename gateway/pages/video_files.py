"""What editors ask for a video's files: to be made anew, to be stopped, to be taken away."""

from litestar import Response, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from gateway.pages.editing import after_move
from gateway.pages.guards import needs_author
from gateway.pages.site import PageRequest, Site
from shared.contracts.video import TrackKind

ASKED = {
    "umwandeln": "transcode_video",
    "abbrechen": "cancel_video_processing",
    "entfernen": "remove_video_track",
}


@post(
    "/redaktion/{kind:str}/{item_id:str}/dateien/{track:str}/{word:str}",
    guards=[needs_author],
    include_in_schema=False,
    status_code=200,
)
async def ask(
    request: PageRequest, site: Site, item_id: str, track: str, word: str
) -> Response[str] | Redirect:
    if word not in ASKED or track not in set(TrackKind):
        raise NotFoundException(detail=word)
    variables = {"id": item_id, "track": TrackKind(track).name}
    result = (await site.ask(request, ASKED[word], variables))["result"]
    return await after_move(request, site, item_id, result, word)


HANDLERS = (ask,)
