"""Captions, chapters and what is said, as consumers read them."""

from enum import Enum
from typing import Annotated, Any

from msgspec.structs import asdict
from strawberry import Parent

from gateway.graphql.arguments import SpokenLanguage
from gateway.graphql.context import Context, Info
from gateway.graphql.from_struct import output
from gateway.graphql.resolved import argument, many, resolved
from gateway.graphql.scalars import enum_type
from gateway.links import media_path
from shared.contracts import captions
from shared.contracts.captions import (
    CaptionFormat,
    CaptionText,
    FindCues,
    ReadCaption,
    ReadTranscript,
    SpokenCue,
    Transcript,
    TranscriptParagraph,
)
from shared.contracts.chapters import chapter_warnings
from shared.contracts.content import Status
from shared.contracts.video import Caption, Video
from shared.kit.validation import checked

_FORMAT: type[Enum] = enum_type(CaptionFormat)
_FILE = "/media/videos/0190a5c2/captions/de-5f1d"
AsFormat = Annotated[CaptionFormat, argument("How they are to be written down.")]
Words = Annotated[str, argument("Words that must begin there; empty for all.", "Feinstaub")]
MostCues = Annotated[int, argument("How many at most, up to 1,000.", 100)]
Behind = Annotated[float, argument("Only what begins later, in seconds; -1 for all.", 12.5)]


class ShownCaption(Caption, frozen=True, kw_only=True):
    """Captions with the addresses that the video's state gives them."""

    video_id: str
    url: str
    srt_url: str
    transcript_url: str


def _address(video: Video, key: str, context: Context) -> str:
    """The public copy; before publication the preview, for those who may see the draft."""
    if video.status is Status.PUBLISHED or context.caller is None:
        return media_path(key)
    return context.previews.path(video, key, context.caller)


def shown_captions(video: Video, context: Context) -> list[ShownCaption]:
    return [
        ShownCaption(
            **asdict(caption) | {"label": captions.plain_label(caption)},
            video_id=video.id,
            url=_address(video, caption.key, context),
            srt_url=_address(video, captions.srt_key(caption.key), context),
            transcript_url=_address(video, captions.transcript_key(video, caption), context),
        )
        for caption in video.captions
    ]


async def _text_of(caption: ShownCaption, info: Info) -> CaptionText:
    request = ReadCaption(id=caption.video_id, language=caption.language)
    return await info.context.services.call(captions.READ, request)


class CaptionFields:
    @staticmethod
    @resolved("The WebVTT file.", value=f"{_FILE}.vtt")
    def url(root: Parent[ShownCaption]) -> str:
        return root.url

    @staticmethod
    @resolved(
        "The same as SRT; without positions, colours and names of speakers as tags.",
        value=f"{_FILE}.srt",
    )
    def srt_url(root: Parent[ShownCaption]) -> str:
        return root.srt_url

    @staticmethod
    @resolved(
        "All that is said as plain text, with the chapters as headings.", value=f"{_FILE}-0a1b.txt"
    )
    def transcript_url(root: Parent[ShownCaption]) -> str:
        return root.transcript_url

    @staticmethod
    @resolved("The file's text.", value="WEBVTT\n\n00:12.500 --> 00:15.000\nFeinstaub …")
    async def text(
        root: Parent[ShownCaption], info: Info, format: AsFormat = CaptionFormat.WEBVTT
    ) -> str:
        found = await _text_of(root, info)
        return found.srt if format is CaptionFormat.SRT else found.webvtt

    @staticmethod
    @resolved(
        "What is hard to read in them, for editors, in German.",
        value=["Zeile 12: Die Untertitel stehen nur 0,4 Sekunden."],
    )
    async def warnings(root: Parent[ShownCaption], info: Info) -> list[str]:
        return list((await _text_of(root, info)).warnings)


CaptionType: Any = output(Caption, extras=CaptionFields)
CueType: Any = output(SpokenCue)
ParagraphType: Any = output(TranscriptParagraph)


async def _transcript(video: Video, info: Info, language: str | None) -> Transcript:
    request = checked(ReadTranscript(id=video.id, language=language))
    return await info.context.services.call(captions.TRANSCRIPT, request)


class SpokenFields:
    """The fields of a video that tell what is said in it, and when."""

    @staticmethod
    @resolved("Captions, one file for each language.", many(CaptionType))
    def captions(root: Parent[Video], info: Info) -> list[ShownCaption]:
        return shown_captions(root, info.context)

    @staticmethod
    @resolved(
        "The chapters as WebVTT; null where there are none.",
        value="/media/videos/0190a5c2/captions/chapters-0a1b.vtt",
    )
    def chapters_url(root: Parent[Video], info: Info) -> str | None:
        key = captions.chapters_key(root)
        return _address(root, key, info.context) if key else None

    @staticmethod
    @resolved(
        "What is allowed in the chapters but not good, for editors, in German.",
        value=["Das erste Kapitel beginnt nicht bei 0: Der Anfang gehört zu keinem."],
    )
    def chapter_warnings(root: Parent[Video]) -> list[str]:
        return list(chapter_warnings(root))

    @staticmethod
    @resolved(
        "What is said, in order, from the captions: in `language`, else in the video's own. "
        "`matching` finds words however their umlauts are spelled, `afterSeconds` goes on.",
        many(CueType),
    )
    async def transcript_cues(
        root: Parent[Video],
        info: Info,
        language: SpokenLanguage = None,
        matching: Words = "",
        first: MostCues = 100,
        after_seconds: Behind = -1,
    ) -> list[SpokenCue]:
        request = FindCues(
            id=root.id,
            language=language,
            matching=matching,
            first=first,
            after_seconds=after_seconds,
        )
        found = await info.context.services.call(captions.FIND, checked(request))
        return list(found.cues)

    @staticmethod
    @resolved("What is said, as paragraphs under the chapters' headings.", many(ParagraphType))
    async def transcript_paragraphs(
        root: Parent[Video], info: Info, language: SpokenLanguage = None
    ) -> list[TranscriptParagraph]:
        return list((await _transcript(root, info, language)).paragraphs)

    @staticmethod
    @resolved(
        "The same as plain text; null where there are no captions.",
        value="Feinstaub kann man nicht sehen. Aber messen.",
    )
    async def transcript_text(
        root: Parent[Video], info: Info, language: SpokenLanguage = None
    ) -> str | None:
        return (await _transcript(root, info, language)).text or None
