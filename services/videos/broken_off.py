"""What plays of a film whose run ends before it is whole: it is closed where it ends, so that
nobody waits there for more, and the editor is told.
"""

import asyncio

from msgspec import Struct
from msgspec.structs import replace

from services.videos.closed_playlist import seconds_of
from services.videos.earlier_file import said
from services.videos.lengths import compared, lasting
from services.videos.messages import in_words, joined
from services.videos.tracks import with_track
from shared.contracts.content import Status
from shared.contracts.errors import Conflict, NotFound
from shared.contracts.video import Processing, Track, TrackKind, Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.store import ContentStore


class Remains(Struct, frozen=True, kw_only=True):
    """How far the film in a folder goes: as far as its shortest size."""

    folder: str
    seconds: float


class Measuring:
    """Looks up how far a film that is not whole has come."""

    def __init__(self, store: ContentStore[Video], blobs: Blobs) -> None:
        self._store = store
        self._blobs = blobs

    async def remains(self, video_id: str, kind: TrackKind) -> Remains | None:
        """None where nothing plays, or all of it."""
        try:
            playback = (await self._store.get(video_id)).item.track(kind).playback
        except NotFound:
            return None
        if playback is None or playback.complete:
            return None
        made = playback.renditions or playback.sounds
        each = await asyncio.gather(*(self._seconds(one.playlist_key) for one in made))
        return Remains(folder=playback.folder, seconds=round(min(each, default=0.0), 3))

    async def _seconds(self, key: str) -> float:
        try:
            return seconds_of((await self._blobs.get(RENDERS, key)).decode())
        except NotFound:
            return 0.0


def broken_off(video: Video, track: Track, ended: Processing, remains: Remains | None) -> Video:
    """The video with the run of the file at its end. `Conflict` where something else began to
    play after it was measured.
    """
    playback, message = track.playback, joined(ended.message, *said(track))
    if playback is None or playback.complete:
        track = replace(track, processing=replace(ended, message=message))
        return with_track(video, compared(track, video.duration_seconds))
    if remains is None or remains.folder != playback.folder:
        raise Conflict("Das Video wird gerade spielbar. Bitte versuchen Sie es noch einmal.")
    ended = replace(ended, message=joined(message, _hint(video, remains)))
    left = replace(playback, stopped=True, seconds=remains.seconds)
    track = replace(track, processing=ended, playback=left)
    if track.kind is TrackKind.MAIN:
        video = lasting(video, remains.seconds)
    return with_track(video, track)


def _hint(video: Video, remains: Remains) -> str:
    where = "Öffentlich" if video.status is Status.PUBLISHED else "Zu sehen"
    return (
        f"{where} sind nur die ersten {in_words(remains.seconds)}. "
        "Mit „Noch einmal versuchen“ entsteht der Rest."
    )
