"""A video as its caller may see it: what is public, and previews of what is not."""

from msgspec.structs import asdict, replace

from gateway.graphql.context import Context
from gateway.graphql.playback_type import ShownChapter, VideoTrack
from shared.contracts.content import Status
from shared.contracts.video import Playback, Source, TrackKind, Video
from shared.kit.content.rights import may_change


def shown_playback(video: Video) -> Playback | None:
    """What is public; its poster is the picture that the editor chose, once it is taken."""
    if video.status is not Status.PUBLISHED or video.playback is None:
        return None
    poster = frame_key(video, video.poster_seconds) or video.playback.poster_key
    return replace(video.playback, poster_key=poster)


def shown_chapters(video: Video) -> list[ShownChapter]:
    """The chapters with the pictures that are public."""
    public = video.status is Status.PUBLISHED
    return [
        ShownChapter(
            **asdict(chapter),
            thumbnail_key=frame_key(video, chapter.start_seconds) if public else None,
        )
        for chapter in video.chapters
    ]


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
    if playback is None or context.caller is None:
        return None
    return context.previews.path(video, playback.master_key, context.caller)


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
