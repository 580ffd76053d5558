"""Which videos may be published."""

from services.videos.tracks import IN_WORK, awaits_sound, is_whole, plays_present_file
from shared.contracts.chapters import check_chapters
from shared.contracts.content import Status
from shared.contracts.errors import Invalid
from shared.contracts.mirrored import MediaChoice
from shared.contracts.video import ProcessingState, Track, TrackKind, Video

_NAMES = {
    TrackKind.MAIN: "Das Video",
    TrackKind.AUDIO_DESCRIPTION: "Die Audiodeskription",
    TrackKind.SIGN_LANGUAGE: "Die Gebärdensprache",
}
_REASONS = {
    ProcessingState.FAILED: "konnte nicht verarbeitet werden.",
    ProcessingState.CANCELLED: "ist nicht fertig: Die Verarbeitung wurde abgebrochen.",
}


def publishable(video: Video, before: Video | None = None) -> None:
    """`Invalid` where a file is missing, cut off or outdated, or the chapters are in disorder.

    A film may still be growing, once its sound is there. One that is public and stops growing,
    because its run fails, stays as it is: the editor is told why, and everything else of the video
    can be edited; likewise where another file has made its chapters wrong, and an edit of what was
    `before` leaves them. A film that stays on the hub it comes from is not this hub's to make.
    """
    linked = video.mirrored and video.mirrored.media is MediaChoice.LINK
    if video.status is not Status.PUBLISHED and not linked:
        for track in (video.track(TrackKind.MAIN), *(one for one in video.tracks if one.playback)):
            _check(track)
    if before is None or before.chapters != video.chapters:
        check_chapters(video)


def _check(track: Track) -> None:
    growing = plays_present_file(track) and track.processing.state in IN_WORK
    if growing and awaits_sound(track):
        raise Invalid(f"{_NAMES[track.kind]} hat noch keinen Ton.", field="processing")
    if not growing and not is_whole(track):
        reason = _REASONS.get(track.processing.state, "ist noch nicht fertig.")
        raise Invalid(f"{_NAMES[track.kind]} {reason}", field="processing")
