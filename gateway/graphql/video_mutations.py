"""Writing of videos: their files in parts, straight to the object store, and the work on them."""

from datetime import datetime
from typing import Annotated, Any

from gateway.graphql.arguments import First, ItemId, OfTrack
from gateway.graphql.caption_mutations import CaptionMutations
from gateway.graphql.context import Context, Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import decode
from gateway.graphql.kind_types import VideoType
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.resolved import argument, resolved
from gateway.graphql.scalars import Bytes, enum_type
from shared.contracts import uploads
from shared.contracts.calls import Call
from shared.contracts.video import TrackKind, Video
from shared.kit.validation import checked

enum_type(TrackKind)

UploadPayload = payload_type("UploadPayload", "video", VideoType)
PartsPayload = payload_type("UploadPartsPayload", "upload", output(uploads.Parts))


Filename = Annotated[str, argument("As editors shall see it.", "film.mp4")]
FileBytes = Annotated[Bytes, argument("How large the whole file is.", 48_000_000)]
ChangedAt = Annotated[
    datetime | None,
    argument(
        "When the file was last changed: another of the same name and size is sent anew.",
        "2026-11-27T08:00:00Z",
    ),
]
AfterPart = Annotated[int, argument("The number of the last part that you know; 0 to begin.", 20)]


async def _changed(context: Context, call: Call[Any, Video], request: Any) -> Video:
    video: Video = await context.services.call(call, checked(request))
    return video


class VideoMutations(CaptionMutations):
    @staticmethod
    @resolved(
        "Opens an upload; for the same file again, finds the one that is open.", UploadPayload
    )
    async def begin_video_upload(
        info: Info,
        id: ItemId,
        filename: Filename,
        bytes: FileBytes,
        track: OfTrack = TrackKind.MAIN,
        changed_at: ChangedAt = None,
    ) -> Outcome:
        async def work() -> Video:
            request = uploads.BeginUpload(
                id=decode(str(id))[1],
                track=track,
                filename=filename,
                bytes=bytes,
                changed_at=changed_at,
            )
            return await _changed(info.context, uploads.BEGIN, request)

        return await outcome(work())

    @staticmethod
    @resolved(
        "The parts after the one numbered `after`: where each is sent by PUT, and which are there.",
        PartsPayload,
    )
    async def video_upload_parts(
        info: Info,
        id: ItemId,
        after: AfterPart = 0,
        first: First = 20,
        track: OfTrack = TrackKind.MAIN,
    ) -> Outcome:
        async def work() -> uploads.Parts:
            request = uploads.PartsRequest(
                id=decode(str(id))[1], track=track, after=after, first=first
            )
            return await info.context.services.call(uploads.PARTS, checked(request))

        return await outcome(work())

    @staticmethod
    @resolved(
        "Joins the parts and makes the video playable; after a failure, again.", UploadPayload
    )
    async def complete_video_upload(
        info: Info, id: ItemId, track: OfTrack = TrackKind.MAIN
    ) -> Outcome:
        async def work() -> Video:
            request = uploads.CompleteUpload(id=decode(str(id))[1], track=track)
            return await _changed(info.context, uploads.COMPLETE, request)

        return await outcome(work())

    @staticmethod
    @resolved(
        "Makes the file playable anew. After a failure what was finished is kept; what plays now "
        "goes on playing until the new is there.",
        UploadPayload,
    )
    async def transcode_video(info: Info, id: ItemId, track: OfTrack = TrackKind.MAIN) -> Outcome:
        async def work() -> Video:
            request = uploads.Transcode(id=decode(str(id))[1], track=track)
            return await _changed(info.context, uploads.TRANSCODE, request)

        return await outcome(work())

    @staticmethod
    @resolved("Stops the work on the file; the file stays, and what plays now.", UploadPayload)
    async def cancel_video_processing(
        info: Info, id: ItemId, track: OfTrack = TrackKind.MAIN
    ) -> Outcome:
        async def work() -> Video:
            request = uploads.Cancel(id=decode(str(id))[1], track=track)
            return await _changed(info.context, uploads.CANCEL, request)

        return await outcome(work())

    @staticmethod
    @resolved("Takes the audio description or the sign language away.", UploadPayload)
    async def remove_video_track(info: Info, id: ItemId, track: OfTrack) -> Outcome:
        async def work() -> Video:
            request = uploads.RemoveTrack(id=decode(str(id))[1], track=track)
            return await _changed(info.context, uploads.REMOVE_TRACK, request)

        return await outcome(work())
