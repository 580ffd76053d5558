"""A video: its source, what was made of it, and what makes it accessible."""

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


class ProcessingState(StrEnum):
    """How far the hub is with a video's file."""

    WAITING_FOR_UPLOAD = "waiting_for_upload"
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"


class Processing(Struct, frozen=True, kw_only=True):
    """The state of the file's processing; `message` is in German, for editors."""

    state: ProcessingState = ProcessingState.WAITING_FOR_UPLOAD
    job_id: Annotated[Id | None, HIDDEN] = None
    code: Annotated[str, Meta(description="A stable word for a failure.")] = ""
    message: str = ""


class Source(Struct, frozen=True, kw_only=True):
    """The file as it was uploaded."""

    key: Annotated[BlobKey, HIDDEN]
    filename: Annotated[str, Meta(max_length=255)]
    bytes: Bytes
    upload_id: Annotated[str, HIDDEN] = ""


class Rendition(Struct, frozen=True, kw_only=True):
    """One size of the video."""

    name: Annotated[str, Meta(description="For instance `720p`.")]
    width: int
    height: int
    bitrate: Annotated[int, Meta(description="Average bits per second, video and audio.")]
    codecs: Annotated[str, Meta(description="RFC 6381.")]


class Download(Struct, frozen=True, kw_only=True):
    """A whole file to keep."""

    key: Annotated[BlobKey, HIDDEN]
    mime_type: str
    bytes: Bytes


class Playback(Struct, frozen=True, kw_only=True):
    """What the transcoder made; the keys lie below the video's own prefix."""

    master_key: Annotated[BlobKey, HIDDEN]
    poster_key: Annotated[BlobKey, HIDDEN]
    width: int
    height: int
    renditions: tuple[Rendition, ...] = ()
    downloads: tuple[Download, ...] = ()


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


class Chapter(Struct, frozen=True, kw_only=True):
    """A named stretch that begins at a time and lasts until the next."""

    title: Line
    start_seconds: Seconds


class Video(Content, tag="video", frozen=True, kw_only=True):
    """An explainer video."""

    description: Markdown = ""
    chapters: Annotated[tuple[Chapter, ...], Meta(max_length=100)] = ()
    transcript: Annotated[Markdown, Meta(description="What is said and shown, to read.")] = ""
    duration_seconds: Annotated[Seconds | None, BY_HUB] = None
    source: Annotated[Source | None, BY_HUB] = None
    processing: Annotated[Processing, BY_HUB] = Processing()
    playback: Annotated[Playback | None, BY_HUB] = None
    captions: Annotated[tuple[Caption, ...], BY_HUB] = ()
