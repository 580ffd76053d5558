"""Writing of videos: the file in parts, straight to the object store, and its captions."""

from typing import Any

import strawberry

from gateway.graphql.context import Context, Info
from gateway.graphql.from_struct import output
from gateway.graphql.ids import decode
from gateway.graphql.kind_types import VideoType
from gateway.graphql.payloads import Outcome, outcome, payload_type
from gateway.graphql.resolved import resolved
from gateway.graphql.scalars import Bytes, enum_type
from shared.contracts import uploads
from shared.contracts.calls import Call
from shared.contracts.video import CaptionOrigin, Video
from shared.kit.validation import checked

enum_type(CaptionOrigin)

UploadPayload = payload_type("UploadPayload", "video", VideoType)
PartsPayload = payload_type("UploadPartsPayload", "upload", output(uploads.Parts))


async def _call(context: Context, call: Call[Any, Any], request: Any) -> Any:
    return await context.services.call(call, checked(request))


class VideoMutations:
    @staticmethod
    @resolved(
        "Opens an upload; for the same file again, finds the one that is open.", UploadPayload
    )
    async def begin_video_upload(
        info: Info, id: strawberry.ID, filename: str, bytes: Bytes
    ) -> Outcome:
        async def work() -> Video:
            request = uploads.BeginUpload(id=decode(str(id))[1], filename=filename, bytes=bytes)
            video: Video = await _call(info.context, uploads.BEGIN, request)
            return video

        return await outcome(work())

    @staticmethod
    @resolved(
        "The parts after the one numbered `after`: where each is sent by PUT, and which are there.",
        PartsPayload,
    )
    async def video_upload_parts(
        info: Info, id: strawberry.ID, after: int = 0, first: int = 20
    ) -> Outcome:
        async def work() -> uploads.Parts:
            request = uploads.PartsRequest(id=decode(str(id))[1], after=after, first=first)
            parts: uploads.Parts = await _call(info.context, uploads.PARTS, request)
            return parts

        return await outcome(work())

    @staticmethod
    @resolved(
        "Joins the parts and makes the video playable; after a failure, again.", UploadPayload
    )
    async def complete_video_upload(info: Info, id: strawberry.ID) -> Outcome:
        async def work() -> Video:
            request = uploads.CompleteUpload(id=decode(str(id))[1])
            video: Video = await _call(info.context, uploads.COMPLETE, request)
            return video

        return await outcome(work())

    @staticmethod
    @resolved("Adds the captions of a language, or replaces them.", UploadPayload)
    async def set_caption(
        info: Info,
        id: strawberry.ID,
        language: str,
        label: str,
        webvtt: str,
        origin: CaptionOrigin = CaptionOrigin.HUMAN,
        reviewed: bool = False,
        revision: int | None = None,
    ) -> Outcome:
        async def work() -> Video:
            request = uploads.SetCaption(
                id=decode(str(id))[1],
                revision=revision,
                language=language,
                label=label,
                webvtt=webvtt,
                origin=origin,
                reviewed=reviewed,
            )
            video: Video = await _call(info.context, uploads.SET_CAPTION, request)
            return video

        return await outcome(work())
