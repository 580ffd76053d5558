"""What players are told of a film by its finished pieces."""

from services.transcoder.assemble import Assembled
from services.transcoder.ladder import SEGMENT_SECONDS
from services.transcoder.manifest import SoundManifest
from services.transcoder.media_playlists import GROWING, WHOLE, Form, Rates, rates
from services.transcoder.plan import PicturePlan, Plan
from services.transcoder.renditions import Rendition
from shared.contracts.video import Playback, Sound
from shared.contracts.video import Rendition as Playable

STILL = "still.jpg"
"""A picture of the first chunk, until there is a better one."""


def playback(folder: str, plan: Plan, state: Assembled) -> Playback:
    """All but the pictures and the download, which come at the end."""
    picture = plan.picture
    renditions = picture.renditions if picture else ()
    return Playback(
        folder=folder,
        poster_key=f"{folder}/{STILL}" if any(chunk.still for chunk in state.chunks) else None,
        width=picture.largest.width if picture else 0,
        height=picture.largest.height if picture else 0,
        complete=False,
        awaits_sound=state.awaits_sound,
        renditions=tuple(
            _playable(folder, picture, rendition, state) for rendition in renditions if picture
        ),
        sounds=tuple(_sound(folder, sound, state) for sound in state.sounds),
    )


def _form(state: Assembled) -> Form:
    return WHOLE if state.complete else GROWING


def _told(rendition: Rendition, state: Assembled, timescale: int) -> Rates:
    """As measured; while the film grows, what may still come: players choose a size by it, and
    a title that stands says nothing of what follows.
    """
    measured = rates(state.pieces(rendition.name), timescale)
    if state.complete:
        return measured
    most = rendition.maxrate
    return Rates(
        peak=max(measured.peak, most + rendition.bufsize // SEGMENT_SECONDS),
        average=max(measured.average, most),
    )


def _playable(
    folder: str, picture: PicturePlan, rendition: Rendition, state: Assembled
) -> Playable:
    measured = _told(rendition, state, picture.timeline.timescale)
    form = _form(state)
    return Playable(
        name=rendition.name,
        width=rendition.width,
        height=rendition.height,
        bitrate=measured.average,
        peak_bitrate=measured.peak,
        frame_rate=float(picture.timeline.rate),
        codecs=state.chunks[0].codecs[rendition.name],
        playlist_key=f"{folder}/{rendition.name}/{form.segments}",
        keyframes_key=f"{folder}/{rendition.name}/{form.keyframes}",
    )


def _sound(folder: str, sound: SoundManifest, state: Assembled) -> Sound:
    measured = rates([sound.piece], sound.timescale)
    return Sound(
        name=sound.name,
        language=sound.language,
        bitrate=measured.average,
        peak_bitrate=measured.peak,
        channels=sound.channels,
        codecs=sound.codecs,
        playlist_key=f"{folder}/{sound.name}/{_form(state).segments}",
    )
