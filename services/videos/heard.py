"""What the search may know of a video's sound: its captions."""

from collections.abc import Sequence

from services.videos.caption_reading import chosen
from services.videos.spoken import CaptionReader
from shared.contracts.captions import SpokenCue
from shared.contracts.errors import NotFound
from shared.contracts.video import Video
from shared.kit import log
from shared.kit.blobs import Blobs

_logger = log.get("hub.heard")


class Heard:
    """Reads the captions in the video's own language, else the first there are."""

    def __init__(self, blobs: Blobs) -> None:
        self._reader = CaptionReader(blobs)

    async def cues(self, video: Video) -> Sequence[SpokenCue]:
        """In the order of time; none where the store has lost them."""
        caption = chosen(video, None)
        if caption is None:
            return ()
        try:
            return (await self._reader.read(caption)).searchable.cues
        except NotFound:
            _logger.warning("captions are missing", video=video.id, key=caption.key)
            return ()
