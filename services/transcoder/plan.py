"""From what a file holds to what is made of it: pure, and the plan is data."""

import hashlib
from fractions import Fraction

import msgspec
from msgspec import Struct

from services.transcoder.errors import HardToRead, NoPicture, NoSound
from services.transcoder.frame_rate import constant_rate
from services.transcoder.ladder import (
    CODINGS,
    LADDER,
    SHORTER_BY_SECONDS,
    SIGN_LANGUAGE_LADDER,
    SIGNING,
    Motion,
)
from services.transcoder.probe import Colours, Picture, Probe, Sound
from services.transcoder.renditions import Rendition, renditions, to_download
from services.transcoder.timeline import Timeline, timeline
from shared.contracts.video import TrackKind

MOST_SOUNDS = 8
"""Languages, descriptions, a commentary: more is no film but a burden."""

REVISION = 2
"""Counts up when the same plan would come out otherwise: finished chunks are then made anew."""


class PicturePlan(Struct, frozen=True, kw_only=True):
    """The picture: its stream, what is done to it, and its sizes, the smallest first.

    The stream ends at `ends_seconds`; what the timeline has beyond is its last frame, held. Up to
    `lead_seconds` lie between a keyframe and the chunk that is decoded from it.
    """

    stream: int
    timeline: Timeline
    ends_seconds: float
    colours: Colours
    deinterlace: bool
    renditions: tuple[Rendition, ...]
    download: str
    hold: bool = False
    lead_seconds: int = 0

    @property
    def largest(self) -> Rendition:
        return self.renditions[-1]


class SoundPlan(Struct, frozen=True, kw_only=True):
    """One of the file's sounds; `language` is BCP 47, or empty where the file does not say. Of
    `discrete` channels the first two are left and right.
    """

    name: str
    stream: int
    channels: int
    language: str = ""
    discrete: bool = False


class Plan(Struct, frozen=True, kw_only=True):
    """What is made of a file. `rewrapped`: of its copy in a container that can be sought in.
    `sounds_left_out` are those beyond the most.
    """

    duration_seconds: float
    picture: PicturePlan | None
    sounds: tuple[SoundPlan, ...] = ()
    sounds_left_out: int = 0
    cover: int | None = None
    rewrapped: bool = False
    revision: int = REVISION

    def digest(self, etag: str) -> str:
        """Names the folder of a file's content with this plan."""
        said = msgspec.json.encode((etag, self), order="deterministic")
        return hashlib.sha256(said).hexdigest()[:16]


def plan(
    probe: Probe,
    track: TrackKind = TrackKind.MAIN,
    motion: Motion = Motion.FILM,
    *,
    rewrapped: bool = False,
) -> Plan:
    """The plan for a file, or `NoPicture` or `NoSound` where the track needs one."""
    picture = _picture(probe, track, motion)
    wanted = _wanted(probe.sounds, track)
    sounds = _sounds(wanted[:MOST_SOUNDS])
    if track is TrackKind.SIGN_LANGUAGE:
        _require_signing(probe.picture)
    if picture is None and not sounds:
        raise NoSound
    return Plan(
        duration_seconds=probe.duration_seconds,
        picture=picture,
        sounds=sounds,
        sounds_left_out=len(wanted) - len(sounds),
        cover=None if picture else probe.cover,
        rewrapped=rewrapped,
    )


def _require_signing(picture: Picture | None) -> None:
    """Hands and faces need this much to be read (`SIGNING`)."""
    if picture is None:
        raise NoPicture
    sides, rate = SIGNING
    small = picture.short < min(sides) or max(picture.width, picture.height) < max(sides)
    if small or Fraction(picture.frame_rate) < rate:
        raise HardToRead(f"{picture.width}x{picture.height}, {picture.frame_rate}")


def _picture(probe: Probe, track: TrackKind, motion: Motion) -> PicturePlan | None:
    picture = probe.picture
    if picture is None or track is TrackKind.AUDIO_DESCRIPTION:
        return None
    ladder = SIGN_LANGUAGE_LADDER if track is TrackKind.SIGN_LANGUAGE else LADDER
    coding = CODINGS[motion]
    rate = constant_rate(picture, coding.most_rate)
    made = renditions(picture, ladder, rate, coding)
    hold = _held(probe, picture)
    ends = picture.seconds or probe.duration_seconds
    return PicturePlan(
        stream=picture.index,
        timeline=timeline(probe.duration_seconds if hold else ends, rate),
        ends_seconds=ends,
        colours=picture.colours,
        deinterlace=picture.interlaced,
        renditions=made,
        download=to_download(made),
        hold=hold,
    )


def _wanted(sounds: tuple[Sound, ...], track: TrackKind) -> tuple[Sound, ...]:
    if track is TrackKind.SIGN_LANGUAGE:
        return ()
    return sounds[:1] if track is TrackKind.AUDIO_DESCRIPTION else sounds


def _sounds(sounds: tuple[Sound, ...]) -> tuple[SoundPlan, ...]:
    return tuple(
        SoundPlan(
            name=f"audio-{number}",
            stream=sound.index,
            channels=sound.channels,
            language=sound.language,
            discrete=sound.discrete,
        )
        for number, sound in enumerate(sounds, start=1)
    )


def _held(probe: Probe, picture: Picture) -> bool:
    """Whether the picture ends before the sound: players stall where one of them ends early."""
    early = probe.duration_seconds - (picture.seconds or probe.duration_seconds)
    return probe.has_audio and early > SHORTER_BY_SECONDS
