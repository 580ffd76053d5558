"""How a video's file reaches the object store: in parts, straight from the sender."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.video import TrackKind, Video
from shared.contracts.words import PLAIN, BlobKey, Bytes, Id, doc

PART_BYTES = 16 * 1024 * 1024
"""S3 takes at most 10,000 parts of at least 5 MiB; this size carries 156 GiB."""

MAX_PARTS = 10_000


class BeginUpload(Struct, frozen=True, kw_only=True):
    """Opens an upload for a video, or finds the one already open for the same file: of that name
    and size, last changed in the same second where both senders tell when.

    The file that is there stays, and plays, until all parts of the new one have arrived.
    """

    id: Id
    track: TrackKind = TrackKind.MAIN
    filename: Annotated[str, Meta(min_length=1, max_length=255, pattern=PLAIN)]
    bytes: Bytes
    changed_at: Annotated[datetime, Meta(tz=True)] | None = None


class Part(Struct, frozen=True, kw_only=True):
    """A piece of the file, numbered from 1; `url` takes it by PUT, `done` says it is there."""

    number: Annotated[int, Meta(ge=1, le=MAX_PARTS), doc("Its place, from 1.", 1)]
    bytes: Bytes
    url: Annotated[
        str, doc("Takes it by PUT, for an hour.", "https://hub.example/sources/…?X-Amz-Signature=…")
    ]
    done: Annotated[bool, doc("Whether it is there.")]


class PartsRequest(Struct, frozen=True, kw_only=True):
    """Asks for the addresses of parts; they hold for an hour."""

    id: Id
    track: TrackKind = TrackKind.MAIN
    after: Annotated[int, Meta(ge=0, le=MAX_PARTS)] = 0
    first: Annotated[int, Meta(ge=1, le=100)] = 20


class Parts(Struct, frozen=True, kw_only=True):
    """Some of the parts in order, with what is true of the whole."""

    part_bytes: Annotated[Bytes, doc("The size of all parts but the last.", PART_BYTES)]
    total: Annotated[int, doc("How many parts the file has.", 12)]
    parts: Annotated[tuple[Part, ...], doc("The parts asked for.")]


class CompleteUpload(Struct, frozen=True, kw_only=True):
    """All parts are there: join them and make the video playable."""

    id: Id
    track: TrackKind = TrackKind.MAIN


class Transcode(Struct, frozen=True, kw_only=True):
    """Make the file playable anew: after a failure what was finished is kept, and what plays
    now goes on playing until the new renditions are there.
    """

    id: Id
    track: TrackKind = TrackKind.MAIN


class Cancel(Struct, frozen=True, kw_only=True):
    """Stop working on the file, and drop the one that is being sent to replace it; the file that
    is there stays, and so does what plays now.
    """

    id: Id
    track: TrackKind = TrackKind.MAIN


class RemoveTrack(Struct, frozen=True, kw_only=True):
    """Take the audio description or the sign language away."""

    id: Id
    track: TrackKind


class PreviewFile(Struct, frozen=True, kw_only=True):
    """Asks for a file of a video that is not published; `path` lies below the video's prefix.

    Addresses in the answer hold for `seconds` at least: a player asks for a finished film's
    playlist once, and goes on by it to the end.
    """

    id: Id
    path: BlobKey
    seconds: Annotated[int, Meta(gt=0, le=24 * 3600)]


class Previewed(Struct, frozen=True, kw_only=True):
    """Either the `text` of a playlist or of captions, whose addresses are signed or relative to
    it, or the `url` from which the bytes can be fetched for a while.
    """

    text: str | None = None
    content_type: str = ""
    url: str | None = None


BEGIN = Call("videos.begin_upload", BeginUpload, Video, patience=15.0)
PARTS = Call("videos.upload_parts", PartsRequest, Parts, patience=15.0)
COMPLETE = Call("videos.complete_upload", CompleteUpload, Video, patience=60.0)
TRANSCODE = Call("videos.transcode", Transcode, Video, patience=15.0)
CANCEL = Call("videos.cancel", Cancel, Video)
REMOVE_TRACK = Call("videos.remove_track", RemoveTrack, Video)
PREVIEW = Call("videos.preview", PreviewFile, Previewed, patience=15.0)
