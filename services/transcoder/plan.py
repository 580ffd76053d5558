"""From what a file holds to what is made of it: pure, and the plan is data."""

import hashlib
from fractions import Fraction
from math import ceil

import msgspec
from msgspec import Struct

from services.transcoder.errors import HardToRead, NoPicture, NoSound
from services.transcoder.ladder import (
    BUFFER_SECONDS,
    CODINGS,
    DOWNLOAD_SHORT,
    HIGH_FRAME_RATE,
    HIGH_FRAME_RATE_COST,
    LADDER,
    MIN_RATE,
    OWN_RUNG_FROM,
    SHORTER_BY_SECONDS,
    SIGN_LANGUAGE_LADDER,
    SIGNING,
    STANDARD_RATES,
    Coding,
    Motion,
    Rung,
)
from services.transcoder.probe import Colours, Picture, Probe, Sound
from services.transcoder.timeline import Timeline, timeline
from shared.contracts.video import TrackKind

REVISION = 1
"""Counts up when the same plan would come out otherwise: finished chunks are then made anew."""


class Rendition(Struct, frozen=True, kw_only=True):
    """One size of the picture; rates in bits per second."""

    name: str
    width: int
    height: int
    crf: int
    maxrate: int
    preset: str
    tune: str | None = None

    @property
    def bufsize(self) -> int:
        return self.maxrate * BUFFER_SECONDS


class PicturePlan(Struct, frozen=True, kw_only=True):
    """The picture: its stream, what is done to it, and its sizes, the smallest first.

    The stream ends at `ends_seconds`; what the timeline has beyond is its last frame, held.
    """

    stream: int
    timeline: Timeline
    ends_seconds: float
    colours: Colours
    deinterlace: bool
    renditions: tuple[Rendition, ...]
    download: str
    hold: bool = False

    @property
    def largest(self) -> Rendition:
        return self.renditions[-1]


class SoundPlan(Struct, frozen=True, kw_only=True):
    """One of the file's sounds; `language` is BCP 47, or empty where the file does not say."""

    name: str
    stream: int
    channels: int
    language: str = ""


class Plan(Struct, frozen=True, kw_only=True):
    """What is made of a file. `rewrapped`: of its copy in a container that can be sought in."""

    duration_seconds: float
    picture: PicturePlan | None
    sounds: tuple[SoundPlan, ...] = ()
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
    sounds = _sounds(probe.sounds, track)
    if track is TrackKind.SIGN_LANGUAGE:
        _require_signing(probe.picture)
    if picture is None and not sounds:
        raise NoSound
    return Plan(
        duration_seconds=probe.duration_seconds,
        picture=picture,
        sounds=sounds,
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
    renditions = tuple(
        _rendition(rung, picture, rate, coding) for rung in rungs(picture.short, ladder)
    )
    hold = _held(probe, picture)
    ends = picture.seconds or probe.duration_seconds
    return PicturePlan(
        stream=picture.index,
        timeline=timeline(probe.duration_seconds if hold else ends, rate),
        ends_seconds=ends,
        colours=picture.colours,
        deinterlace=picture.interlaced,
        renditions=renditions,
        download=_download(renditions),
        hold=hold,
    )


def rungs(short: int, ladder: tuple[Rung, ...] = LADDER) -> tuple[Rung, ...]:
    """The rungs for a source by its short side, the source's own size among them where it pays."""
    kept = [rung for rung in ladder if rung.short <= short]
    largest = kept[-1].short if kept else 0
    if largest < ladder[-1].short and short >= largest * OWN_RUNG_FROM:
        kept.append(_own(short, ladder))
    return tuple(kept)


def _own(short: int, ladder: tuple[Rung, ...]) -> Rung:
    above = next(rung for rung in ladder if rung.short > short)
    share = (short / above.short) ** 2
    return Rung(
        short=short,
        long=above.long,
        crf=above.crf,
        maxrate=max(100_000, int(above.maxrate * share)),
    )


def _rendition(rung: Rung, picture: Picture, rate: Fraction, coding: Coding) -> Rendition:
    width, height = fit(picture.width, picture.height, rung)
    cost = HIGH_FRAME_RATE_COST if rate > HIGH_FRAME_RATE else 1
    area = min(1.5, max(0.2, width * height / rung.pixels))
    return Rendition(
        name=f"{min(rung.short, picture.short) // 2 * 2}p",
        width=width,
        height=height,
        crf=rung.crf + coding.crf,
        maxrate=int(rung.maxrate * cost * area * coding.rate),
        preset=coding.preset,
        tune=coding.tune,
    )


def fit(width: int, height: int, rung: Rung) -> tuple[int, int]:
    """The largest even size within the rung's sides that is not larger than the source."""
    scale = min(
        Fraction(1),
        Fraction(rung.short, min(width, height)),
        Fraction(rung.long, max(width, height)),
    )
    return _even(width * scale, width), _even(height * scale, height)


def _even(exact: Fraction, most: int) -> int:
    """The nearest even number that is not above `most`, 2 at least."""
    return max(2, min(round(exact / 2) * 2, most // 2 * 2))


def constant_rate(picture: Picture, most: int = CODINGS[Motion.FILM].most_rate) -> Fraction:
    """The constant frame rate, 1 to `most` a second, at which no frame of the source is lost.

    Above that it is divided by a whole number, so that the steps stay even.
    """
    nominal = Fraction(picture.nominal_rate)
    if not _is_near(Fraction(picture.frame_rate), nominal):
        nominal = _of_varying(picture)
    rate = nominal / ceil(nominal / most)
    return max(Fraction(MIN_RATE), rate)


def _of_varying(picture: Picture) -> Fraction:
    """A screen recording moves at its finest rate, whatever it has on average. A grid that is
    finer than any camera's says nothing, nor does one of fields (twice the frames).
    """
    average, nominal = Fraction(picture.frame_rate), Fraction(picture.nominal_rate)
    rates = [Fraction(rate) for rate in STANDARD_RATES]
    is_of_fields = picture.interlaced or _is_near(average * 2, nominal)
    told = average if is_of_fields or nominal > rates[-1] else max(average, nominal)
    if told in rates:
        return told
    return next((rate for rate in rates if rate * Fraction(101, 100) >= told), rates[-1])


def _is_near(one: Fraction, other: Fraction) -> bool:
    """Whether they differ by no more than a hundredth."""
    return abs(one - other) <= other / 100


def _sounds(sounds: tuple[Sound, ...], track: TrackKind) -> tuple[SoundPlan, ...]:
    if track is TrackKind.SIGN_LANGUAGE:
        return ()
    taken = sounds[:1] if track is TrackKind.AUDIO_DESCRIPTION else sounds
    return tuple(
        SoundPlan(
            name=f"audio-{number}",
            stream=sound.index,
            channels=sound.channels,
            language=sound.language,
        )
        for number, sound in enumerate(taken, start=1)
    )


def _held(probe: Probe, picture: Picture) -> bool:
    """Whether the picture ends before the sound: players stall where one of them ends early."""
    early = probe.duration_seconds - (picture.seconds or probe.duration_seconds)
    return probe.has_audio and early > SHORTER_BY_SECONDS


def _download(renditions: tuple[Rendition, ...]) -> str:
    """The best rendition up to 720p; the smallest where all are larger."""
    fitting = [p for p in renditions if min(p.width, p.height) <= DOWNLOAD_SHORT]
    return (fitting or list(renditions))[-1].name
