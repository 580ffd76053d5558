"""What a player is given: the playlists, the sizes and sounds, pictures and downloads."""

from typing import Annotated, Any

from msgspec import Struct
from strawberry import Parent

from gateway.graphql.from_struct import output
from gateway.graphql.resolved import resolved
from gateway.links import media_path
from shared.contracts.video import Chapter, Download, Playback, Processing, Source, Storyboard
from shared.contracts.words import doc


class DownloadFields:
    @staticmethod
    @resolved("The file's address on this hub.", value="/media/videos/0190a5c2/720p.mp4")
    def url(root: Parent[Download]) -> str:
        return media_path(root.key)


class StoryboardFields:
    @staticmethod
    @resolved(
        "The index: WebVTT whose cues name a sheet and a part of it (`#xywh`).",
        value="/media/videos/0190a5c2/storyboard.vtt",
    )
    def index_url(root: Parent[Storyboard]) -> str:
        return media_path(root.index_key)


class PlaybackFields:
    @staticmethod
    @resolved("The HLS master playlist (RFC 8216).", value="/media/videos/0190a5c2/master.m3u8")
    def hls_url(root: Parent[Playback]) -> str:
        return media_path(root.master_key)

    @staticmethod
    @resolved(
        "A still picture, JPEG; null while there is none, and for sound alone.",
        value="/media/videos/0190a5c2/poster.jpg",
    )
    def poster_url(root: Parent[Playback]) -> str | None:
        return media_path(root.poster_key) if root.poster_key else None


class ShownChapter(Chapter, frozen=True, kw_only=True):
    """A chapter of a video with its picture; alone it does not know of one."""

    thumbnail_url: str | None = None


class ChapterFields:
    @staticmethod
    @resolved(
        "A still picture of its beginning, JPEG; null until it is taken. Of a draft: a preview, "
        "for those who may see it.",
        value="/media/videos/0190a5c2/frames/12500.jpg",
    )
    def thumbnail_url(root: Parent[ShownChapter]) -> str | None:
        return root.thumbnail_url


class VideoTrack(Struct, frozen=True, kw_only=True):
    """A second file on the video's timeline: the audio description, or the sign language."""

    processing: Annotated[Processing, doc("How far its file is.")]
    filename: Annotated[
        str | None, doc("As its sender named it; for those who may change the video.", "dgs.mp4")
    ]
    pending: Annotated[
        Source | None,
        doc("The file that is being sent to take its place; for those who may change the video."),
    ]
    playback: Annotated[Playback | None, doc("What a player needs; null until it is public.")]
    preview_url: Annotated[
        str | None,
        doc(
            "For those who may see the draft; see `Video.previewUrl`.",
            "/vorschau/eyJhbGciOi/videos/0190a5c2/master.m3u8",
        ),
    ]


output(Download, extras=DownloadFields)
output(Storyboard, extras=StoryboardFields)
PlaybackType: Any = output(Playback, extras=PlaybackFields)
ChapterType: Any = output(Chapter, extras=ChapterFields)
VideoTrackType: Any = output(VideoTrack)
