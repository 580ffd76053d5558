"""What a player is given: the playlists, the sizes and sounds, pictures and downloads."""

from typing import Any

from msgspec import Struct
from strawberry import Parent

from gateway.graphql.from_struct import output
from gateway.graphql.resolved import resolved
from gateway.links import media_path
from shared.contracts.video import Chapter, Download, Playback, Processing, Storyboard


class DownloadFields:
    @staticmethod
    @resolved("The file's address on this hub.")
    def url(root: Parent[Download]) -> str:
        return media_path(root.key)


class StoryboardFields:
    @staticmethod
    @resolved("The index: WebVTT whose cues name a sheet and a part of it (`#xywh`).")
    def index_url(root: Parent[Storyboard]) -> str:
        return media_path(root.index_key)


class PlaybackFields:
    @staticmethod
    @resolved("The HLS master playlist (RFC 8216).")
    def hls_url(root: Parent[Playback]) -> str:
        return media_path(root.master_key)

    @staticmethod
    @resolved("A still picture, JPEG; null while there is none, and for sound alone.")
    def poster_url(root: Parent[Playback]) -> str | None:
        return media_path(root.poster_key) if root.poster_key else None


class ShownChapter(Chapter, frozen=True, kw_only=True):
    """A chapter of a video with its picture; alone it does not know of one."""

    thumbnail_key: str | None = None


class ChapterFields:
    @staticmethod
    @resolved("A still picture of its beginning, JPEG; null until there is a public one.")
    def thumbnail_url(root: Parent[ShownChapter]) -> str | None:
        return media_path(root.thumbnail_key) if root.thumbnail_key else None


class VideoTrack(Struct, frozen=True, kw_only=True):
    """A second file on the video's timeline: the audio description, or the sign language."""

    processing: Processing
    filename: str | None
    playback: Playback | None
    preview_url: str | None


output(Download, extras=DownloadFields)
output(Storyboard, extras=StoryboardFields)
PlaybackType: Any = output(Playback, extras=PlaybackFields)
ChapterType: Any = output(Chapter, extras=ChapterFields)
VideoTrackType: Any = output(VideoTrack)
