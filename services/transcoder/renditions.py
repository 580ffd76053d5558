"""The sizes that a film is made in: the ladder's rungs, fitted to its picture."""

from fractions import Fraction

from msgspec import Struct

from services.transcoder.ladder import (
    BUFFER_SECONDS,
    DOWNLOAD_SHORT,
    HIGH_FRAME_RATE,
    HIGH_FRAME_RATE_COST,
    LADDER,
    OWN_RUNG_FROM,
    Coding,
    Rung,
)
from services.transcoder.probe import Picture


class Rendition(Struct, frozen=True, kw_only=True):
    """One size of the picture; rates in bits per second."""

    name: str
    width: int
    height: int
    crf: int
    maxrate: int
    preset: str
    x264: str = ""

    @property
    def bufsize(self) -> int:
        return self.maxrate * BUFFER_SECONDS


def renditions(
    picture: Picture, ladder: tuple[Rung, ...], rate: Fraction, coding: Coding
) -> tuple[Rendition, ...]:
    """The renditions of a picture, the smallest first, none larger than itself."""
    return tuple(_rendition(rung, picture, rate, coding) for rung in rungs(picture.short, ladder))


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
        x264=coding.x264,
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


def to_download(renditions: tuple[Rendition, ...]) -> str:
    """The best rendition up to 720p; the smallest where all are larger."""
    fitting = [p for p in renditions if min(p.width, p.height) <= DOWNLOAD_SHORT]
    return (fitting or list(renditions))[-1].name
