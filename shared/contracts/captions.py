"""The calls on captions, and the files that come of them."""

import hashlib
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.languages import SIMPLE, language_name
from shared.contracts.video import Caption, CaptionOrigin, Video
from shared.contracts.words import BlobKey, Choice, Id, Language, Line, Seconds, doc

MAX_BYTES = 800_000
"""Of one file, as it is sent: six hours of fast talk. Who is signed in may send 3 MB, and
JSON that writes everything but ASCII as `\\u00e4` makes three times as much of a text.
"""

TOO_LARGE = f"Die Datei ist größer als {MAX_BYTES // 1000} kB."

_BY_MACHINE = " (automatisch erstellt)"


class CaptionFormat(Choice):
    """How captions are written down."""

    WEBVTT = "webvtt", "What browsers take (W3C)."
    SRT = "srt", "What many programs for editing films take."


class SetCaption(Struct, frozen=True, kw_only=True):
    """Adds the captions of a language, or replaces them. Without `format` the text shows it."""

    id: Id
    revision: int | None = None
    language: Language
    label: Line | None = None
    text: Annotated[str, Meta(min_length=1, max_length=MAX_BYTES)]
    format: CaptionFormat | None = None
    origin: CaptionOrigin = CaptionOrigin.HUMAN
    reviewed: bool = False
    describes_sounds: bool = False


class CaptionKept(Struct, frozen=True, kw_only=True):
    """The video with its captions; in German: what was put right in the file, and what is
    allowed in it but hard to read.
    """

    video: Video
    repairs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class OfLanguage(Struct, frozen=True, kw_only=True):
    """Names the captions of a language, to review, remove or write them."""

    id: Id
    revision: int | None = None
    language: Language


class CancelCaptions(Struct, frozen=True, kw_only=True):
    """Stop writing automatic captions; those that are there stay."""

    id: Id


class ReadCaption(Struct, frozen=True, kw_only=True):
    """Asks for captions as text."""

    id: Id
    language: Language


class CaptionText(Struct, frozen=True, kw_only=True):
    """The same captions in both formats, with what is hard to read in them, in German."""

    webvtt: str
    srt: str
    warnings: tuple[str, ...] = ()


class SpokenCue(Struct, frozen=True, kw_only=True):
    """What is said, or shown as captions, from one moment to another; plain text."""

    start_seconds: Annotated[Seconds, doc("Where it begins.", 12.5)]
    end_seconds: Annotated[Seconds, doc("Where it ends.", 15.0)]
    text: Annotated[str, doc("What is said.", "Feinstaub kann man nicht sehen.")]


class FindCues(Struct, frozen=True, kw_only=True):
    """Asks for what is said, in order; `matching` narrows it to where these words begin.

    Without `language`: in the video's own, else in the first there is.
    """

    id: Id
    language: Language | None = None
    matching: Annotated[str, Meta(max_length=200)] = ""
    after_seconds: Annotated[float, Meta(ge=-1)] = -1
    first: Annotated[int, Meta(ge=1, le=1000)] = 100


class FoundCues(Struct, frozen=True, kw_only=True):
    cues: tuple[SpokenCue, ...] = ()


class ReadTranscript(Struct, frozen=True, kw_only=True):
    """Asks for all that is said; `language` as in `FindCues`."""

    id: Id
    language: Language | None = None


class TranscriptParagraph(Struct, frozen=True, kw_only=True):
    """Sentences that belong together; `heading` where a chapter begins with them."""

    start_seconds: Annotated[Seconds, doc("Where it begins.", 12.5)]
    heading: Annotated[str, doc("The chapter's title, or empty.", "Was ist Feinstaub?")] = ""
    text: Annotated[str, doc("What is said.", "Feinstaub kann man nicht sehen. Aber messen.")]


class Transcript(Struct, frozen=True, kw_only=True):
    """All that is said, to read; without captions there is nothing in it."""

    language: Language | None = None
    paragraphs: tuple[TranscriptParagraph, ...] = ()
    text: str = ""


def caption_label(language: str) -> str:
    """What a player's menu calls captions nobody has named."""
    return "Deutsch, Leichte Sprache" if language == SIMPLE else language_name(language)


def plain_label(caption: Caption) -> str:
    """The label alone; in older documents it says itself that a machine wrote them."""
    by_machine = caption.origin is CaptionOrigin.MACHINE
    return caption.label.removesuffix(_BY_MACHINE) if by_machine else caption.label


def marked_label(caption: Caption) -> str:
    """For where nothing else tells that a machine wrote them and nobody has read them."""
    unread = caption.origin is CaptionOrigin.MACHINE and not caption.reviewed
    return plain_label(caption) + _BY_MACHINE * unread


def folder(video_id: Id) -> BlobKey:
    """Where the captions of a video lie."""
    return f"videos/{video_id}/captions"


def _beside(key: BlobKey, ending: str) -> BlobKey:
    return f"{key.removesuffix('.vtt')}{ending}"


def srt_key(key: BlobKey) -> BlobKey:
    """The same captions as SRT, beside the WebVTT at `key`."""
    return _beside(key, ".srt")


def playlist_key(caption: Caption) -> BlobKey:
    """The HLS media playlist over the captions."""
    return _beside(caption.key, ".m3u8")


def transcript_key(video: Video, caption: Caption) -> BlobKey:
    """The plain text; chapters are its headings, so its name changes with them."""
    return _beside(caption.key, f"-{_digest(video)}.txt")


def chapters_key(video: Video) -> BlobKey | None:
    """The chapters as WebVTT, None where there are none."""
    return f"{folder(video.id)}/chapters-{_digest(video)}.vtt" if video.chapters else None


def _digest(video: Video) -> str:
    body = msgspec.json.encode((video.chapters, video.duration_seconds))
    return hashlib.sha256(body).hexdigest()[:16]


def files_of(video: Video) -> tuple[BlobKey, ...]:
    """Every file below `folder` that belongs to the video's present state."""
    chapters = chapters_key(video)
    each = [
        (one.key, srt_key(one.key), playlist_key(one), transcript_key(video, one))
        for one in video.captions
    ]
    return (*(key for keys in each for key in keys), *((chapters,) if chapters else ()))


SET = Call("videos.set_caption", SetCaption, CaptionKept, patience=15.0)
REVIEW = Call("videos.review_caption", OfLanguage, Video, patience=15.0)
REMOVE = Call("videos.remove_caption", OfLanguage, Video, patience=15.0)
WRITE = Call("videos.write_captions", OfLanguage, Video)
CANCEL = Call("videos.cancel_captions", CancelCaptions, Video)
READ = Call("videos.read_caption", ReadCaption, CaptionText, patience=15.0, reading=True)
FIND = Call("videos.find_cues", FindCues, FoundCues, patience=15.0, reading=True)
TRANSCRIPT = Call("videos.transcript", ReadTranscript, Transcript, patience=15.0, reading=True)
