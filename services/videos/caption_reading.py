"""Captions as they are read by people and programs: as text, by words, and as a transcript."""

import asyncio

from services.videos.captions import of_language
from services.videos.spoken import Captioned, CaptionReader
from services.videos.timed_text import quality, srt
from services.videos.transcript import as_text
from shared.contracts.caller import Caller
from shared.contracts.captions import (
    CaptionText,
    FindCues,
    FoundCues,
    ReadCaption,
    ReadTranscript,
    Transcript,
)
from shared.contracts.errors import NotFound
from shared.contracts.video import Caption, Video
from shared.kit.blobs import Blobs
from shared.kit.content.rights import may_see
from shared.kit.content.store import ContentStore


class CaptionReading:
    """Answers for whoever may see the video."""

    def __init__(self, store: ContentStore[Video], blobs: Blobs) -> None:
        self._store = store
        self._reader = CaptionReader(blobs)

    async def text(self, request: ReadCaption, caller: Caller | None) -> CaptionText:
        """The captions of a language in both formats, or `NotFound`."""
        video = await self._visible(request.id, caller)
        said = await self._reader.read(of_language(video, request.language))
        return await asyncio.to_thread(_text, said, video.duration_seconds)

    async def find(self, request: FindCues, caller: Caller | None) -> FoundCues:
        """Some of the cues; none where there are no captions."""
        video = await self._visible(request.id, caller)
        caption = chosen(video, request.language)
        if caption is None:
            return FoundCues()
        said = await self._reader.read(caption)
        return await asyncio.to_thread(_found, said, request)

    async def transcript(self, request: ReadTranscript, caller: Caller | None) -> Transcript:
        """All that is said; empty where there are no captions."""
        video = await self._visible(request.id, caller)
        caption = chosen(video, request.language)
        if caption is None:
            return Transcript()
        said = await self._reader.read(caption)
        return await asyncio.to_thread(_transcript, said, video, caption)

    async def _visible(self, video_id: str, caller: Caller | None) -> Video:
        video = (await self._store.get(video_id)).item
        if not may_see(video, caller):
            raise NotFound("Dieses Video gibt es nicht.", field="id")
        return video


def chosen(video: Video, language: str | None) -> Caption | None:
    """The captions of the language; where none is named, of the video's own, else the first."""
    by_language = {caption.language: caption for caption in video.captions}
    if language is not None:
        return by_language.get(language)
    return by_language.get(video.language) or next(iter(video.captions), None)


def _text(said: Captioned, duration_seconds: float | None) -> CaptionText:
    return CaptionText(
        webvtt=said.webvtt,
        srt=srt.serialised(said.cues),
        warnings=quality.warnings(said.cues, duration_seconds),
    )


def _found(said: Captioned, request: FindCues) -> FoundCues:
    matching = said.searchable.matching(request.matching)
    later = [cue for cue in matching if cue.start_seconds > request.after_seconds]
    return FoundCues(cues=tuple(later[: request.first]))


def _transcript(said: Captioned, video: Video, caption: Caption) -> Transcript:
    found = said.paragraphs(video.chapters)
    return Transcript(language=caption.language, paragraphs=found, text=as_text(found))
