"""What plays of a video while runs come and go: the first at once, the next when it is whole."""

from datetime import timedelta
from typing import TypeGuard

from msgspec.structs import replace

from services.videos.earlier_file import outdated
from services.videos.lengths import compared, lasting
from services.videos.tracks import plays_earlier_file, plays_present_file, with_track
from shared.contracts.content import Status
from shared.contracts.jobs import TranscodeLanded
from shared.contracts.video import Playback, ProcessingState, Retired, Track, TrackKind, Video
from shared.kit.ids import now

RETIRED_FOR = timedelta(hours=6)
_MOST_RETIRED = 20


def running(track: Track) -> Track:
    """The file while a run of it goes on."""
    return replace(track, processing=replace(track.processing, state=ProcessingState.RUNNING))


def is_shown(reported: Playback | None, video: Video, track: Track) -> TypeGuard[Playback]:
    """Whether it takes the place of what plays. Without its sound a film is not public."""
    public = video.status is Status.PUBLISHED
    if reported is None or (public and reported.awaits_sound):
        return False
    return is_news(track.playback, reported)


def is_news(present: Playback | None, reported: Playback) -> bool:
    """Whether what is playable now is worth a write: the first of all, or a new size or sound.

    What plays whole stays until the end of the run; what an earlier run broke off stays until
    there is something with sound, and then goes on.
    """
    if present is None:
        return True
    if present.complete or (reported.awaits_sound and not present.awaits_sound):
        return False
    return (
        present.stopped or present.folder != reported.folder or _names(present) != _names(reported)
    )


def _names(playback: Playback) -> set[str]:
    return {made.name for made in playback.renditions} | {made.name for made in playback.sounds}


def playing(video: Video, track: Track, playback: Playback, duration: float) -> Video:
    """The length of the video is that of its main file; its still pictures go with the folder."""
    if track.kind is TrackKind.MAIN:
        moved = video.playback is None or video.playback.folder != playback.folder
        video = lasting(replace(video, frames=() if moved else video.frames), duration)
    if plays_earlier_file(track):
        video, track = outdated(video, track)
    made_of = track.source.key if track.source else None
    playback = replace(playback, source_key=made_of, seconds=duration)
    track = replace(track, playback=playback)
    return with_track(video, compared(track, video.duration_seconds))


def retiring(video: Video, track: Track, folder: str) -> Video:
    """What is public and was made of the same file stays for a while, for those in the middle
    of it. What was made of another file is closed at once: it may have been replaced for a reason.
    """
    at = now()
    stay = [one for one in video.retired if one.until > at and one.folder != folder]
    public = video.status is Status.PUBLISHED and plays_present_file(track)
    if public and track.playback is not None and track.playback.folder != folder:
        stay.append(Retired(folder=track.playback.folder, until=at + RETIRED_FOR))
    return replace(video, retired=tuple(stay[-_MOST_RETIRED:]))


def is_public(video: Video, report: TranscodeLanded) -> bool:
    """Whether what landed belongs to what everybody may watch."""
    playback = video.track(report.track).playback
    return (
        video.status is Status.PUBLISHED
        and playback is not None
        and report.playback is not None
        and playback.folder == report.playback.folder
    )
