"""The captions of another hub's video, as texts."""

from services.reuse.errors import MediaMissing
from shared.contracts.captions import MAX_BYTES
from shared.contracts.feed import FeedMedia
from shared.contracts.video import Video
from shared.kit.web import TooLarge, Web

_SECONDS = 30.0
_MOST_BYTES = 5_000_000
"""Of all languages together: they travel in one message."""

_OK = 200


async def captions(web: Web, video: Video, media: FeedMedia) -> dict[str, str]:
    """The texts by the keys that stand in the video."""
    texts: dict[str, str] = {}
    left = _MOST_BYTES
    for caption in video.captions:
        text = await _text(web, media.captions.get(caption.key))
        if (left := left - len(text.encode())) < 0:
            raise TooLarge("Die Untertitel sind zusammen zu groß.")
        texts[caption.key] = text
    return texts


async def _text(web: Web, url: str | None) -> str:
    if url is None:
        raise MediaMissing("Zu Untertiteln fehlt die Adresse.")
    reply = await web.fetch(url, most_bytes=2 * MAX_BYTES, seconds=_SECONDS)
    if reply.status != _OK:
        raise MediaMissing(f"Untertitel fehlen dort: Die Antwort ist {reply.status}.")
    return reply.body.decode(errors="replace")
