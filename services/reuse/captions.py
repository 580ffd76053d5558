"""The captions of another hub's video, as texts."""

from typing import Any

from services.reuse.errors import MediaMissing
from shared.contracts.captions import MAX_BYTES
from shared.contracts.feed import FeedMedia
from shared.kit.web import Web

_SECONDS = 30.0
_MOST = 40
_OK = 200


async def captions(web: Web, content: dict[str, Any], media: FeedMedia) -> dict[str, str]:
    """The texts by the keys that stand in the content."""
    keys = [caption["key"] for caption in content.get("captions", ())][:_MOST]
    return {key: await _text(web, media.captions.get(key)) for key in keys}


async def _text(web: Web, url: str | None) -> str:
    if url is None:
        raise MediaMissing("Zu Untertiteln fehlt die Adresse.")
    reply = await web.fetch(url, most_bytes=2 * MAX_BYTES, seconds=_SECONDS)
    if reply.status != _OK:
        raise MediaMissing(f"Untertitel fehlen dort: Die Antwort ist {reply.status}.")
    return reply.body.decode(errors="replace")
