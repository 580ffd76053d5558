"""How a video's file reaches the object store: in parts, straight from the sender."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.video import CaptionOrigin, Video
from shared.contracts.words import Bytes, Id, Language, Line

PART_BYTES = 16 * 1024 * 1024
"""S3 takes at most 10,000 parts of at least 5 MiB; this size carries 156 GiB."""

MAX_PARTS = 10_000


class BeginUpload(Struct, frozen=True, kw_only=True):
    """Opens an upload for a video, or finds the one already open for the same file."""

    id: Id
    filename: Annotated[str, Meta(min_length=1, max_length=255)]
    bytes: Bytes


class Part(Struct, frozen=True, kw_only=True):
    """A piece of the file, numbered from 1; `url` takes it by PUT, `done` says it is there."""

    number: Annotated[int, Meta(ge=1, le=MAX_PARTS)]
    bytes: Bytes
    url: str
    done: bool


class PartsRequest(Struct, frozen=True, kw_only=True):
    """Asks for the addresses of parts; they hold for an hour."""

    id: Id
    after: Annotated[int, Meta(ge=0, le=MAX_PARTS)] = 0
    first: Annotated[int, Meta(ge=1, le=100)] = 20


class Parts(Struct, frozen=True, kw_only=True):
    """Some of the parts in order, with what is true of the whole."""

    part_bytes: Bytes
    total: int
    parts: tuple[Part, ...]


class CompleteUpload(Struct, frozen=True, kw_only=True):
    """All parts are there: join them and make the video playable."""

    id: Id


class Preview(Struct, frozen=True, kw_only=True):
    """Asks for a way to look at a video that is not published."""

    id: Id


class PreviewAddress(Struct, frozen=True, kw_only=True):
    """An address of the MP4 that holds for an hour, for those who may see the draft."""

    url: str


class SetCaption(Struct, frozen=True, kw_only=True):
    """Adds the captions of a language, or replaces them."""

    id: Id
    revision: int | None = None
    language: Language
    label: Line
    webvtt: Annotated[str, Meta(min_length=6, max_length=1_000_000)]
    origin: CaptionOrigin = CaptionOrigin.HUMAN
    reviewed: bool = False


BEGIN = Call("videos.begin_upload", BeginUpload, Video, patience=15.0)
PARTS = Call("videos.upload_parts", PartsRequest, Parts, patience=15.0)
COMPLETE = Call("videos.complete_upload", CompleteUpload, Video, patience=60.0)
PREVIEW = Call("videos.preview", Preview, PreviewAddress)
SET_CAPTION = Call("videos.set_caption", SetCaption, Video, patience=15.0)
