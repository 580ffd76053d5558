"""The type of each kind, with the few fields that need more than the Struct."""

from typing import Annotated, Any

import strawberry
from strawberry import Parent

from gateway.graphql.captions import SpokenFields
from gateway.graphql.content_type import ContentType
from gateway.graphql.context import Info
from gateway.graphql.from_struct import output
from gateway.graphql.playback_type import (
    ChapterType,
    PlaybackType,
    ShownChapter,
    VideoTrack,
    VideoTrackType,
)
from gateway.graphql.remade import RemadeFields
from gateway.graphql.resolved import many, resolved
from gateway.graphql.shown_video import (
    is_silent,
    poster_key,
    preview_of,
    preview_path,
    shown_chapters,
    shown_file,
    shown_playback,
    shown_track,
    storyboard_key,
)
from shared.contracts.content import Content, ContentKind
from shared.contracts.kinds import KINDS
from shared.contracts.remake import REMADE
from shared.contracts.steps import Clip
from shared.contracts.video import Playback, Source, TrackKind, Video

_video: Any = Annotated["VideoType", strawberry.lazy("gateway.graphql.kind_types")]
_track: Any = VideoTrackType | None
_file: Any = output(Source) | None


class ClipFields:
    @staticmethod
    @resolved("The video, where it is published.", _video | None)
    async def video(root: Parent[Clip], info: Info) -> Content | None:
        return await info.context.services.item(ContentKind.VIDEO, root.video_id)


output(Clip, extras=ClipFields)


class VideoFields(SpokenFields):
    @staticmethod
    @resolved("What a player needs; null until the video is published.", PlaybackType | None)
    def playback(root: Parent[Video]) -> Playback | None:
        return shown_playback(root)

    @staticmethod
    @resolved(
        "For those who may see the draft: the HLS master playlist, good for six hours in any "
        "player; null while nothing can be played.",
        value="/vorschau/eyJhbGciOi/videos/0190a5c2/master.m3u8",
    )
    def preview_url(root: Parent[Video], info: Info) -> str | None:
        return preview_path(root, root.playback, info.context)

    @staticmethod
    @resolved("Whether the sound of the preview is still being made.", value=False)
    def preview_is_silent(root: Parent[Video]) -> bool:
        return is_silent(root.playback)

    @staticmethod
    @resolved("The file it was made of; for those who may change the video.", _file)
    def source(root: Parent[Video], info: Info) -> Source | None:
        return shown_file(root, root.source, info.context)

    @staticmethod
    @resolved(
        "The file that is being sent to take its place; for those who may change the video.", _file
    )
    def pending(root: Parent[Video], info: Info) -> Source | None:
        return shown_file(root, root.pending, info.context)

    @staticmethod
    @resolved(
        "For those who may see the draft: a still picture, JPEG; null while there is none.",
        value="/vorschau/eyJhbGciOi/videos/0190a5c2/poster.jpg",
    )
    def preview_poster_url(root: Parent[Video], info: Info) -> str | None:
        return preview_of(root, poster_key(root), info.context)

    @staticmethod
    @resolved(
        "For those who may see the draft: the index of its storyboard; see `Storyboard.indexUrl`.",
        value="/vorschau/eyJhbGciOi/videos/0190a5c2/storyboard.vtt",
    )
    def preview_storyboard_url(root: Parent[Video], info: Info) -> str | None:
        return preview_of(root, storyboard_key(root), info.context)

    @staticmethod
    @resolved("Named stretches, in the order of time.", many(ChapterType))
    def chapters(root: Parent[Video], info: Info) -> list[ShownChapter]:
        return shown_chapters(root, info.context)

    @staticmethod
    @resolved("The same film with what is seen told; null where there is none.", _track)
    def audio_description(root: Parent[Video], info: Info) -> VideoTrack | None:
        return shown_track(root, TrackKind.AUDIO_DESCRIPTION, info.context)

    @staticmethod
    @resolved("What is said in German Sign Language; null where there is none.", _track)
    def sign_language(root: Parent[Video], info: Info) -> VideoTrack | None:
        return shown_track(root, TrackKind.SIGN_LANGUAGE, info.context)


for remade in REMADE:
    output(KINDS[remade].struct, extras=RemadeFields, interface=ContentType)
VideoType = output(Video, extras=VideoFields, interface=ContentType)
KIND_TYPES: dict[ContentKind, Any] = {
    kind: output(entry.struct, interface=ContentType) for kind, entry in KINDS.items()
}
