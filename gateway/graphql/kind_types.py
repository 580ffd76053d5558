"""The type of each kind, with the few fields that need more than the Struct."""

from typing import Annotated, Any

import strawberry
from strawberry import Parent

from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.resolved import resolved
from gateway.links import media_path
from shared.contracts.content import Content, ContentKind, Status
from shared.contracts.errors import Conflict
from shared.contracts.kinds import KINDS
from shared.contracts.steps import Clip
from shared.contracts.uploads import PREVIEW, Preview
from shared.contracts.video import Caption, Download, Playback, Video

_video: Any = Annotated["VideoType", strawberry.lazy("gateway.graphql.kind_types")]


class ClipFields:
    @staticmethod
    @resolved("The video, where it is published.", _video | None)
    async def video(root: Parent[Clip], info: Info) -> Content | None:
        return await info.context.services.item(ContentKind.VIDEO, root.video_id)


class DownloadFields:
    @staticmethod
    @resolved("The file's address on this hub.")
    def url(root: Parent[Download]) -> str:
        return media_path(root.key)


class PlaybackFields:
    @staticmethod
    @resolved("The HLS master playlist (RFC 8216).")
    def hls_url(root: Parent[Playback]) -> str:
        return media_path(root.master_key)

    @staticmethod
    @resolved("A still picture, JPEG.")
    def poster_url(root: Parent[Playback]) -> str:
        return media_path(root.poster_key)


class CaptionFields:
    @staticmethod
    @resolved("The WebVTT file.")
    def url(root: Parent[Caption]) -> str:
        return media_path(root.key)


output(Clip, extras=ClipFields)
output(Download, extras=DownloadFields)
PlaybackType = output(Playback, extras=PlaybackFields)
output(Caption, extras=CaptionFields)


class VideoFields:
    @staticmethod
    @resolved("What a player needs; null until the video is published.", PlaybackType | None)
    def playback(root: Parent[Video]) -> Playback | None:
        return root.playback if root.status is Status.PUBLISHED else None

    @staticmethod
    @resolved("For those who may see the draft: an MP4 to look at, good for an hour.")
    async def preview_url(root: Parent[Video], info: Info) -> str | None:
        if info.context.caller is None:
            return None
        try:
            return (await info.context.services.call(PREVIEW, Preview(id=root.id))).url
        except Conflict:
            return None


VideoType = output(Video, extras=VideoFields, interface=ContentType)
KIND_TYPES: dict[ContentKind, Any] = {
    kind: output(entry.struct, interface=ContentType) for kind, entry in KINDS.items()
}
