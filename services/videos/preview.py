"""A look at a video before it is published."""

from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.uploads import Preview, PreviewAddress
from shared.contracts.video import Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.rights import may_see
from shared.kit.content.store import ContentStore

_ADDRESS_SECONDS = 3600


class Previews:
    """Signed addresses for those who may see the draft."""

    def __init__(self, store: ContentStore[Video], blobs: Blobs) -> None:
        self._store = store
        self._blobs = blobs

    async def address(self, request: Preview, caller: Caller | None) -> PreviewAddress:
        video = (await self._store.get(request.id)).item
        if caller is None or not may_see(video, caller):
            raise NotFound("Dieses Video gibt es nicht.", field="id")
        if video.playback is None or not video.playback.downloads:
            raise Conflict("Das Video ist noch nicht fertig.", field="id")
        key = video.playback.downloads[0].key
        return PreviewAddress(url=self._blobs.presign_public_get(RENDERS, key, _ADDRESS_SECONDS))
