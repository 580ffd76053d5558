"""What belongs to the file that a film had before: its captions, its chapters, its words."""

from collections.abc import Iterator

from msgspec.structs import replace

from services.videos.messages import joined
from services.videos.tracks import IN_WORK
from shared.contracts.video import Caption, CaptionOrigin, Track, TrackKind, Video

_REMOVED = (
    "Die automatischen Untertitel der früheren Datei sind entfernt, weil niemand sie geprüft hat."
)
_CAPTIONS = "Die Untertitel sind noch von der früheren Datei: Bitte prüfen Sie sie."
_CHAPTERS = "Die Kapitel sind noch von der früheren Datei: Bitte prüfen Sie sie."
_TRANSCRIPT = "Die Textfassung ist noch von der früheren Datei: Bitte prüfen Sie sie."
_POSTER = "Das Vorschaubild ist noch nach der früheren Datei gewählt: Bitte prüfen Sie es."
_WORDS = (_REMOVED, _CAPTIONS, _CHAPTERS, _TRANSCRIPT, _POSTER)


def outdated(video: Video, track: Track) -> tuple[Video, Track]:
    """The video once its film is of another file, which the file's message tells: captions that
    nobody has reviewed go if a machine wrote them, and the others wait for a review again. What
    is mirrored was sent together with its film.
    """
    if track.kind is not TrackKind.MAIN or video.mirrored:
        return video, track
    kept = tuple(replace(one, reviewed=False) for one in video.captions if not _unseen(one))
    after = replace(video, captions=kept)
    if len(kept) < len(video.captions) and video.speech and video.speech.state not in IN_WORK:
        after = replace(after, speech=None)
    known = said(track)
    new = (word for word in _words(video, after) if word not in known)
    message = joined(track.processing.message, *new)
    return after, replace(track, processing=replace(track.processing, message=message))


def said(track: Track) -> tuple[str, ...]:
    """What the file's message tells of an earlier file: it stays true until a run ends well."""
    return tuple(word for word in _WORDS if word in track.processing.message)


def _words(before: Video, after: Video) -> Iterator[str]:
    if len(after.captions) < len(before.captions):
        yield _REMOVED
    if after.captions:
        yield _CAPTIONS
    if after.chapters:
        yield _CHAPTERS
    if after.transcript:
        yield _TRANSCRIPT
    if after.poster_seconds is not None:
        yield _POSTER


def _unseen(caption: Caption) -> bool:
    return caption.origin is CaptionOrigin.MACHINE and not caption.reviewed
