"""A video: its source, what was made of it, and what makes it accessible."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.content import Content
from shared.contracts.words import (
    BY_HUB,
    HIDDEN,
    BlobKey,
    Bytes,
    Id,
    Language,
    Line,
    Markdown,
    Seconds,
)


class TrackKind(StrEnum):
    """What a file is to the video: itself, or one of the ways to take part in it otherwise."""

    MAIN = "main"
    AUDIO_DESCRIPTION = "audio_description"
    SIGN_LANGUAGE = "sign_language"


class ProcessingState(StrEnum):
    """How far the hub is with a video's file."""

    WAITING_FOR_UPLOAD = "waiting_for_upload"
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Processing(Struct, frozen=True, kw_only=True):
    """The state of the file's processing; `message` is in German, for editors: why it failed,
    or what is not as it should be with a file that is ready.
    """

    state: ProcessingState = ProcessingState.WAITING_FOR_UPLOAD
    job_id: Annotated[Id | None, HIDDEN] = None
    code: Annotated[str, Meta(description="A stable word for a failure.")] = ""
    message: str = ""


class Source(Struct, frozen=True, kw_only=True):
    """The file as it was uploaded."""

    key: Annotated[BlobKey, HIDDEN]
    filename: Annotated[str, Meta(max_length=255)]
    bytes: Bytes
    upload_id: Annotated[str, HIDDEN, Meta(description="While the file is on its way.")] = ""


class Rendition(Struct, frozen=True, kw_only=True):
    """One size of the video."""

    name: Annotated[str, Meta(description="For instance `720p`.")]
    width: int
    height: int
    bitrate: Annotated[int, Meta(description="Average bits per second, of the picture.")]
    peak_bitrate: Annotated[int, Meta(description="Bits per second of the costliest segment.")]
    frame_rate: Annotated[float, Meta(description="Frames per second.")]
    codecs: Annotated[str, Meta(description="RFC 6381.")]
    playlist_key: Annotated[BlobKey, HIDDEN]
    keyframes_key: Annotated[BlobKey, HIDDEN]


class Sound(Struct, frozen=True, kw_only=True):
    """The sound, as a rendition of its own; a file may hold it in several languages."""

    name: Annotated[str, Meta(description="For instance `audio-1`.")]
    language: Annotated[str, Meta(description="BCP 47, or empty where the file does not say.")]
    bitrate: Annotated[int, Meta(description="Average bits per second.")]
    peak_bitrate: Annotated[int, Meta(description="Bits per second of the costliest segment.")]
    channels: int
    codecs: Annotated[str, Meta(description="RFC 6381.")]
    playlist_key: Annotated[BlobKey, HIDDEN]


class Storyboard(Struct, frozen=True, kw_only=True):
    """Small pictures for seeking, many to a sheet; the index is WebVTT with `#xywh` fragments."""

    index_key: Annotated[BlobKey, HIDDEN]
    sheet_keys: Annotated[tuple[BlobKey, ...], HIDDEN]
    interval_seconds: Seconds
    tile_width: int
    tile_height: int


class Frame(Struct, frozen=True, kw_only=True):
    """A still picture taken out of the video."""

    at_seconds: Seconds
    key: Annotated[BlobKey, HIDDEN]


class Download(Struct, frozen=True, kw_only=True):
    """A whole file to keep."""

    key: Annotated[BlobKey, HIDDEN]
    mime_type: str
    bytes: Bytes


class Playback(Struct, frozen=True, kw_only=True):
    """What the transcoder made; all keys lie below `folder`.

    While it is not `complete` the playlists still grow, and what is made last is missing.
    """

    folder: Annotated[BlobKey, HIDDEN]
    source_key: Annotated[
        BlobKey | None,
        HIDDEN,
        Meta(description="The file it was made of, which may have been replaced since."),
    ] = None
    poster_key: Annotated[BlobKey | None, HIDDEN] = None
    width: Annotated[int, Meta(description="Of the largest rendition; 0 where there is none.")] = 0
    height: int = 0
    complete: Annotated[bool, Meta(description="Whether everything is made.")] = True
    renditions: tuple[Rendition, ...] = ()
    sounds: tuple[Sound, ...] = ()
    downloads: tuple[Download, ...] = ()
    storyboard: Storyboard | None = None

    @property
    def master_key(self) -> str:
        """The HLS master playlist, which names renditions, sounds and captions."""
        return f"{self.folder}/master.m3u8"


class CaptionOrigin(StrEnum):
    HUMAN = "human"
    MACHINE = "machine"


class Caption(Struct, frozen=True, kw_only=True):
    """A WebVTT file in one language."""

    language: Language
    label: Line
    key: Annotated[BlobKey, HIDDEN]
    origin: CaptionOrigin = CaptionOrigin.HUMAN
    reviewed: bool = False
    describes_sounds: Annotated[
        bool, Meta(description="Whether they tell of sounds too, for who cannot hear (SDH).")
    ] = False


class Chapter(Struct, frozen=True, kw_only=True):
    """A named stretch that begins at a time and lasts until the next."""

    title: Line
    start_seconds: Seconds


class Track(Struct, frozen=True, kw_only=True):
    """A second file on the video's timeline: audio description, or sign language.

    `pending` is a file that is being sent: it takes the place of `source` once all of it is there.
    """

    kind: TrackKind
    source: Annotated[Source | None, HIDDEN] = None
    pending: Annotated[Source | None, HIDDEN] = None
    processing: Processing = Processing()
    playback: Annotated[Playback | None, HIDDEN] = None


class Retired(Struct, frozen=True, kw_only=True):
    """What a newer run of the same file has replaced while the video was public; it stays for
    those who are still watching it.
    """

    folder: BlobKey
    until: datetime


class Video(Content, tag="video", frozen=True, kw_only=True):
    """An explainer video."""

    description: Markdown = ""
    chapters: Annotated[tuple[Chapter, ...], Meta(max_length=100)] = ()
    transcript: Annotated[Markdown, Meta(description="What is said and shown, to read.")] = ""
    duration_seconds: Annotated[Seconds | None, BY_HUB] = None
    source: Annotated[Source | None, BY_HUB] = None
    pending: Annotated[Source | None, BY_HUB, HIDDEN] = None
    processing: Annotated[Processing, BY_HUB] = Processing()
    playback: Annotated[Playback | None, BY_HUB] = None
    captions: Annotated[tuple[Caption, ...], BY_HUB] = ()
    poster_seconds: Annotated[
        Seconds | None, Meta(description="Where the poster is taken; null lets the hub choose.")
    ] = None
    tracks: Annotated[tuple[Track, ...], BY_HUB, HIDDEN] = ()
    speech: Annotated[
        Processing | None, BY_HUB, Meta(description="How far automatic captions are.")
    ] = None
    frames: Annotated[tuple[Frame, ...], BY_HUB, HIDDEN] = ()
    retired: Annotated[tuple[Retired, ...], BY_HUB, HIDDEN] = ()

    def track(self, kind: TrackKind) -> Track:
        """The file of that kind; an empty track where there is none yet."""
        if kind is TrackKind.MAIN:
            return Track(
                kind=kind,
                source=self.source,
                pending=self.pending,
                processing=self.processing,
                playback=self.playback,
            )
        return next((track for track in self.tracks if track.kind is kind), Track(kind=kind))
