"""Captions: WebVTT files, checked and kept in the store, tied to the video by language."""

import hashlib
import re

from msgspec.structs import replace

from shared.contracts.caller import Caller
from shared.contracts.errors import Conflict, Invalid
from shared.contracts.uploads import SetCaption
from shared.contracts.video import Caption, Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore

_TIME = r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}"
_TIMING = re.compile(rf"^({_TIME})[ \t]+-->[ \t]+({_TIME})(?:[ \t].*)?$", re.ASCII)


class Captions:
    """Adds and replaces the captions of a language."""

    def __init__(
        self, store: ContentStore[Video], lifecycle: Lifecycle[Video], blobs: Blobs
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._blobs = blobs

    async def set(self, request: SetCaption, caller: Caller | None) -> Video:
        video = (await self._store.get(request.id)).item
        require_change(video, caller)
        if request.revision is not None and request.revision != video.revision:
            raise Conflict("Das Video wurde inzwischen geändert.", field="revision")
        data = checked_webvtt(request.webvtt).encode()
        name = f"{request.language}-{hashlib.sha256(data).hexdigest()[:16]}.vtt"
        key = f"videos/{video.id}/captions/{name}"
        await self._blobs.put(RENDERS, key, data, "text/vtt; charset=utf-8")
        caption = Caption(
            language=request.language,
            label=request.label,
            key=key,
            origin=request.origin,
            reviewed=request.reviewed,
        )
        return await self._lifecycle.update(video.id, lambda item: _with(item, caption), caller)


def _with(video: Video, caption: Caption) -> Video | None:
    others = tuple(one for one in video.captions if one.language != caption.language)
    captions = (*others, caption)
    return None if captions == video.captions else replace(video, captions=captions)


def checked_webvtt(text: str) -> str:
    """The file with plain line ends, or `Invalid` that names the line (W3C WebVTT §4.1)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not re.match(r"^WEBVTT([ \t].*)?$", lines[0]):
        raise Invalid("Zeile 1: Die Datei beginnt nicht mit WEBVTT.", field="webvtt")
    cues = [
        _checked_timing(number, line) for number, line in enumerate(lines, start=1) if "-->" in line
    ]
    if not cues:
        raise Invalid("Die Datei enthält keine Untertitel.", field="webvtt")
    return text


def _checked_timing(number: int, line: str) -> tuple[float, float]:
    match = _TIMING.match(line)
    if not match:
        raise Invalid(f"Zeile {number}: Die Zeitangabe ist falsch geschrieben.", field="webvtt")
    start, end = _seconds(match[1]), _seconds(match[2])
    if end <= start:
        raise Invalid(f"Zeile {number}: Das Ende liegt nicht nach dem Anfang.", field="webvtt")
    return start, end


def _seconds(time: str) -> float:
    *hours, minutes, seconds = time.split(":")
    return int(hours[0] if hours else 0) * 3600 + int(minutes) * 60 + float(seconds)
