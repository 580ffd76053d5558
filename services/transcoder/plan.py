"""From what a file holds to what is made of it: pure, and the plan is data."""

from fractions import Fraction
from math import ceil

from msgspec import Struct

from services.transcoder.ladder import (
    AUDIO_BITRATE,
    AUDIO_RATE,
    BUFFER_SECONDS,
    DOWNLOAD_SHORT,
    HIGH_FRAME_RATE,
    HIGH_FRAME_RATE_COST,
    LADDER,
    MAX_RATE,
    MIN_RATE,
    OWN_RUNG_FROM,
    PRESET,
    SEGMENT_SECONDS,
    SHORTER_BY_SECONDS,
    STANDARD_RATES,
    Rung,
)
from services.transcoder.probe import Picture, Probe, Rate, Sound


class PictureRendition(Struct, frozen=True, kw_only=True):
    """One size of the picture; rates in bits per second."""

    name: str
    width: int
    height: int
    crf: int
    maxrate: int
    bufsize: int
    preset: str = PRESET


class SoundRendition(Struct, frozen=True, kw_only=True):
    """The sound as a rendition of its own: AAC-LC, stereo."""

    stream: int
    language: str = ""
    bitrate: int = AUDIO_BITRATE
    sample_rate: int = AUDIO_RATE
    channels: int = 2


class Plan(Struct, frozen=True, kw_only=True):
    """What is made of a file. `pictures` are in order of size, the smallest first.

    For `hold_seconds` the last picture stays; players stall where one rendition ends early.
    """

    duration_seconds: float
    stream: int
    frame_rate: Rate
    deinterlace: bool
    pictures: tuple[PictureRendition, ...]
    sound: SoundRendition | None
    download: str
    hold_seconds: float = 0
    segment_seconds: int = SEGMENT_SECONDS

    @property
    def most_seconds(self) -> float:
        """Where encoding ends in any case: timestamps may jump, and a header may lie."""
        return self.duration_seconds * 2 + 60

    @property
    def frames_per_segment(self) -> int:
        """The most frames that lie between two keyframes."""
        return ceil(Fraction(self.frame_rate) * self.segment_seconds)


def plan(probe: Probe) -> Plan:
    """The plan for a file."""
    rate = constant_rate(probe.picture)
    pictures = tuple(_rendition(rung, probe.picture, rate) for rung in rungs(_short(probe.picture)))
    return Plan(
        duration_seconds=probe.duration_seconds,
        stream=probe.picture.index,
        frame_rate=str(rate),
        deinterlace=probe.picture.interlaced,
        pictures=pictures,
        sound=_sound(probe.sounds),
        download=_download(pictures),
        hold_seconds=_hold(probe),
    )


def rungs(short: int) -> tuple[Rung, ...]:
    """The rungs for a source by its short side, the source's own size among them where it pays."""
    kept = [rung for rung in LADDER if rung.short <= short]
    largest = kept[-1].short if kept else 0
    if largest < LADDER[-1].short and short >= largest * OWN_RUNG_FROM:
        kept.append(_own(short))
    return tuple(kept)


def _own(short: int) -> Rung:
    above = next(rung for rung in LADDER if rung.short > short)
    share = (short / above.short) ** 2
    return Rung(
        short=short,
        long=above.long,
        crf=above.crf,
        maxrate=max(100_000, int(above.maxrate * share)),
    )


def _rendition(rung: Rung, picture: Picture, rate: Fraction) -> PictureRendition:
    width, height = fit(picture.width, picture.height, rung)
    cost = HIGH_FRAME_RATE_COST if rate > HIGH_FRAME_RATE else 1
    area = min(1.5, max(0.2, width * height / rung.pixels))
    maxrate = int(rung.maxrate * cost * area)
    return PictureRendition(
        name=f"{min(rung.short, _short(picture)) // 2 * 2}p",
        width=width,
        height=height,
        crf=rung.crf,
        maxrate=maxrate,
        bufsize=maxrate * BUFFER_SECONDS,
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


def _short(picture: Picture) -> int:
    return min(picture.width, picture.height)


def constant_rate(picture: Picture) -> Fraction:
    """The constant frame rate, 1 to 60 a second, at which no frame of the source is lost.

    Above 60 it is divided by a whole number, so that the steps stay even.
    """
    average, nominal = Fraction(picture.frame_rate), Fraction(picture.nominal_rate)
    if abs(average - nominal) > nominal / 100:
        return _standard(average)
    rate = nominal / ceil(nominal / MAX_RATE)
    return max(Fraction(MIN_RATE), rate)


def _standard(average: Fraction) -> Fraction:
    rates = [Fraction(rate) for rate in STANDARD_RATES]
    return next((rate for rate in rates if rate * Fraction(101, 100) >= average), rates[-1])


def _sound(sounds: tuple[Sound, ...]) -> SoundRendition | None:
    if not sounds:
        return None
    return SoundRendition(stream=sounds[0].index, language=sounds[0].language)


def _hold(probe: Probe) -> float:
    early = probe.duration_seconds - (probe.picture.seconds or probe.duration_seconds)
    return early if probe.has_audio and early > SHORTER_BY_SECONDS else 0.0


def _download(pictures: tuple[PictureRendition, ...]) -> str:
    """The best rendition up to 720p; the smallest where all are larger."""
    fitting = [p for p in pictures if min(p.width, p.height) <= DOWNLOAD_SHORT]
    return (fitting or list(pictures))[-1].name
