"""Captions: read, put right, kept in the store, and tied to the video by language."""

import asyncio
import hashlib
from collections.abc import Callable

from msgspec.structs import replace

from services.videos.playlists import PLAIN, WEBVTT
from services.videos.timed_text import files, quality, srt, webvtt
from services.videos.timed_text.files import CaptionFile
from shared.contracts import captions
from shared.contracts.caller import Caller
from shared.contracts.captions import CaptionKept, OfLanguage, SetCaption
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.video import Caption, CaptionOrigin, Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.lifecycle import Lifecycle
from shared.kit.content.rights import require_change
from shared.kit.content.store import ContentStore

_MOST_LANGUAGES = 40

Change = Callable[[Video], Video | None]


class Captions:
    """Adds, replaces, reviews and removes the captions of a language."""

    def __init__(
        self, store: ContentStore[Video], lifecycle: Lifecycle[Video], blobs: Blobs
    ) -> None:
        self._store = store
        self._lifecycle = lifecycle
        self._blobs = blobs

    async def set(self, request: SetCaption, caller: Caller | None) -> CaptionKept:
        """Keeps a file in WebVTT or SRT; `Invalid` names every line that is wrong."""
        video = await self._seen(request, caller)
        found = await asyncio.to_thread(files.read, request.text, request.format)
        caption = named(request, await self.store(video.id, found, request.language))
        kept = await self._change(request, caller, lambda item: with_caption(item, caption))
        return CaptionKept(
            video=kept,
            repairs=found.repairs,
            warnings=quality.warnings(found.cues, video.duration_seconds),
        )

    async def store(self, video_id: str, file: CaptionFile, language: str) -> str:
        """Writes the files, in both formats; returns the key, which tells of the content."""
        data, other = await asyncio.to_thread(_serialised, file)
        name = f"{language}-{hashlib.sha256(data).hexdigest()[:16]}.vtt"
        key = f"{captions.folder(video_id)}/{name}"
        await self._blobs.put(RENDERS, key, data, WEBVTT)
        await self._blobs.put(RENDERS, captions.srt_key(key), other, PLAIN)
        return key

    async def review(self, request: OfLanguage, caller: Caller | None) -> Video:
        """Somebody has read them and found them right."""
        read = of_language(await self._seen(request, caller), request.language)

        def reviewed(video: Video) -> Video | None:
            caption = of_language(video, request.language)
            if caption.key != read.key:
                raise Conflict("Die Untertitel wurden inzwischen geändert.", field="language")
            label = captions.plain_label(caption)
            return _put(video, replace(caption, reviewed=True, label=label))

        return await self._change(request, caller, reviewed)

    async def remove(self, request: OfLanguage, caller: Caller | None) -> Video:
        """Takes them away; the files go with the next cleanup."""

        def without(video: Video) -> Video | None:
            kept = tuple(one for one in video.captions if one.language != request.language)
            return None if kept == video.captions else replace(video, captions=kept)

        return await self._change(request, caller, without)

    async def _seen(self, request: SetCaption | OfLanguage, caller: Caller | None) -> Video:
        """The video as it is before any work is done for a request that would be refused."""
        video = (await self._store.get(request.id)).item
        check_changeable(video, request, caller)
        return video

    async def _change(
        self, request: SetCaption | OfLanguage, caller: Caller | None, change: Change
    ) -> Video:
        """Checks again with each state that is changed: somebody may have been faster."""

        def checked(video: Video) -> Video | None:
            check_changeable(video, request, caller)
            return change(video)

        return await self._lifecycle.update(request.id, checked, caller)


def check_changeable(video: Video, request: SetCaption | OfLanguage, caller: Caller | None) -> None:
    """Refuses who may not change the video, and who has seen an earlier revision of it."""
    require_change(video, caller)
    if request.revision is not None and request.revision != video.revision:
        raise Conflict("Das Video wurde inzwischen geändert.", field="revision")


def _serialised(file: CaptionFile) -> tuple[bytes, bytes]:
    return webvtt.serialised(file.cues).encode(), srt.serialised(file.cues).encode()


def named(request: SetCaption, key: str) -> Caption:
    """What the editor says of the captions that lie at `key`."""
    return Caption(
        language=request.language,
        label=request.label or captions.caption_label(request.language),
        key=key,
        origin=request.origin,
        reviewed=request.reviewed,
        describes_sounds=request.describes_sounds,
    )


def of_language(video: Video, language: str) -> Caption:
    """The captions in a language, or `NotFound`."""
    for caption in video.captions:
        if caption.language == language:
            return caption
    raise NotFound("In dieser Sprache gibt es keine Untertitel.", field="language")


def is_kept_from_machines(video: Video, language: str) -> bool:
    """Whether people have written or reviewed the captions of the language."""
    return any(
        one.language == language and (one.reviewed or one.origin is CaptionOrigin.HUMAN)
        for one in video.captions
    )


def with_caption(video: Video, caption: Caption) -> Video | None:
    """The video with these captions, None where it has them; machines do not overwrite people."""
    by_machine = caption.origin is CaptionOrigin.MACHINE
    if by_machine and is_kept_from_machines(video, caption.language):
        raise Conflict(
            "In dieser Sprache gibt es schon Untertitel von Menschen. "
            "Bitte entfernen Sie diese zuerst.",
            field="language",
        )
    return _put(video, caption)


def _put(video: Video, caption: Caption) -> Video | None:
    """In the place of those of the same language, else last."""
    present = {one.language: one for one in video.captions}
    if len(present) == _MOST_LANGUAGES and caption.language not in present:
        raise Conflict(f"Mehr als {_MOST_LANGUAGES} Sprachen sind nicht möglich.", field="language")
    after = tuple((present | {caption.language: caption}).values())
    return None if after == video.captions else replace(video, captions=after)
