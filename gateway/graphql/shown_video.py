"""A video as its caller may see it: what is public, and previews of what is not."""

from msgspec.structs import asdict, replace

from gateway.graphql.context import Context
from gateway.graphql.playback_type import ShownChapter, VideoTrack
from gateway.links import media_path
from shared.contracts.content import Status
from shared.contracts.video import Chapter, Playback, Source, TrackKind, Video
from shared.kit.content.rights import may_change


def shown_playback(video: Video) -> Playback | None:
    """What is public; its poster is the picture that the editor chose, once it is taken."""
    if video.status is not Status.PUBLISHED or video.playback is None:
        return None
    return replace(video.playback, poster_key=poster_key(video))


def poster_key(video: Video) -> str | None:
    """The picture that the editor chose, once it is taken; else the one that the hub chose."""
    made = video.playback.poster_key if video.playback else None
    return frame_key(video, video.poster_seconds) or made


def storyboard_key(video: Video) -> str | None:
    """The index of the small pictures for seeking."""
    storyboard = video.playback.storyboard if video.playback else None
    return storyboard.index_key if storyboard else None


def shown_chapters(video: Video, context: Context) -> list[ShownChapter]:
    """The chapters with the pictures that the caller may see."""
    return [
        ShownChapter(**asdict(chapter), thumbnail_url=_thumbnail(video, chapter, context))
        for chapter in video.chapters
    ]


def _thumbnail(video: Video, chapter: Chapter, context: Context) -> str | None:
    key = frame_key(video, chapter.start_seconds)
    if key and video.status is Status.PUBLISHED:
        return media_path(key)
    return preview_of(video, key, context)


def shown_track(video: Video, kind: TrackKind, context: Context) -> VideoTrack | None:
    """The file beside the main one."""
    track = next((one for one in video.tracks if one.kind is kind), None)
    if track is None:
        return None
    file = shown_file(video, track.source, context)
    return VideoTrack(
        processing=track.processing,
        filename=file.filename if file else None,
        pending=shown_file(video, track.pending, context),
        playback=track.playback if video.status is Status.PUBLISHED else None,
        preview_url=preview_path(video, track.playback, context),
    )


def shown_file(video: Video, file: Source | None, context: Context) -> Source | None:
    """A file as it was sent, whose name may tell what is nobody's business but its editors'."""
    return file if may_change(video, context.caller) else None


def preview_path(video: Video, playback: Playback | None, context: Context) -> str | None:
    """Where the caller's player finds it before it is published."""
    return preview_of(video, playback.master_key if playback else None, context)


def preview_of(video: Video, key: str | None, context: Context) -> str | None:
    """Where the caller finds a file of the video before it is published; strangers nowhere."""
    if key is None or context.caller is None:
        return None
    return context.previews.path(video, key, context.caller)


def is_silent(playback: Playback | None) -> bool:
    """Whether it is the picture alone, as the sound is still being made."""
    return playback is not None and playback.awaits_sound


def frame_key(video: Video, at_seconds: float | None) -> str | None:
    """The still picture taken at that time, to the millisecond."""
    if at_seconds is None:
        return None
    wanted = round(at_seconds * 1000)
    return next(
        (frame.key for frame in video.frames if round(frame.at_seconds * 1000) == wanted), None
    )
