"""How loud a sound is (EBU R128, ITU-R BS.1770-4) and how it is brought to what is wanted."""

import math
import re

from msgspec import Struct

TARGET_LUFS = -16.0
TOLERANCE_LU = 1.0
MOST_TRUE_PEAK = -1.0
MOST_GAIN_DB = 20.0
"""More would bring up the noise of what was recorded far too softly."""

FIRST_CEILING_DB = -2.0
"""Where peaks are held before AAC, which adds about one dB to them."""

_NEAR_PEAK_DB = 1.5
"""The true peak is at most about this much above the sample peak in recorded sound."""

_CLOSE_ENOUGH_LU = 0.7
_ROUNDING_DB = 0.1
"""ffmpeg prints tenths; a peak must lie below the limit even when it was rounded down."""

_MARGIN_DB = 0.3
_NOTHING_LUFS = -70.0
"""The absolute gate: what ffmpeg prints for silence and for less than 400 ms."""

_LOUDNESS = re.compile(r"\bI:\s+(\S+) LUFS")
_PEAK = re.compile(r"\bPeak:\s+(\S+) dBFS")


class Loudness(Struct, frozen=True, kw_only=True):
    """Integrated loudness in LUFS, and the peak in dB of full scale (-inf for silence)."""

    integrated: float
    peak: float

    @property
    def measurable(self) -> bool:
        """Whether anything lasted long enough, and was loud enough, to be measured."""
        return math.isfinite(self.peak) and self.integrated > _NOTHING_LUFS

    @property
    def wanted(self) -> float:
        """The loudness it is brought to: below the target where that would take too much gain."""
        return min(TARGET_LUFS, self.integrated + MOST_GAIN_DB)


class Shaping(Struct, frozen=True, kw_only=True):
    """What is done to a sound: one gain for all of it, and a limiter where peaks would be cut."""

    gain_db: float
    ceiling_db: float | None = None


class NoSummary(ValueError):
    """ffmpeg did not end with the summary of `ebur128`."""


def read_summary(text: str) -> Loudness:
    """The last summary that the filter `ebur128` with `peak` wrote."""
    loudness, peaks = _LOUDNESS.findall(text), _PEAK.findall(text)
    if not loudness or not peaks:
        raise NoSummary(text[-300:])
    integrated = float(loudness[-1])
    if not math.isfinite(integrated):
        integrated = _NOTHING_LUFS
    return Loudness(integrated=integrated, peak=float(peaks[-1]))


def first_shaping(source: Loudness) -> Shaping:
    """What to try first for a sound whose sample peak was measured."""
    gain = source.wanted - source.integrated if source.measurable else 0.0
    return _shaping(source, gain, FIRST_CEILING_DB)


def next_shaping(source: Loudness, tried: Shaping, made: Loudness) -> Shaping | None:
    """What to try after `tried` came out as `made` (its true peak measured); None when it is good.

    A limiter takes loudness away, and AAC lets peaks through it: both are given back.
    """
    over = made.peak - (MOST_TRUE_PEAK - _ROUNDING_DB)
    off = source.wanted - made.integrated if source.measurable and made.measurable else 0.0
    if over <= 0 and abs(off) <= _CLOSE_ENOUGH_LU:
        return None
    gain = tried.gain_db + (off if abs(off) > _CLOSE_ENOUGH_LU else 0)
    if over <= 0:
        changed = _shaping(source, gain, tried.ceiling_db or FIRST_CEILING_DB)
    elif tried.ceiling_db is None:
        changed = Shaping(gain_db=min(gain, MOST_GAIN_DB), ceiling_db=FIRST_CEILING_DB)
    else:
        ceiling = tried.ceiling_db - over - _MARGIN_DB
        changed = Shaping(gain_db=min(gain, MOST_GAIN_DB), ceiling_db=ceiling)
    return None if changed == tried else changed


def _shaping(source: Loudness, gain: float, ceiling: float) -> Shaping:
    gain = min(gain, MOST_GAIN_DB)
    limited = source.peak + gain + _NEAR_PEAK_DB > ceiling
    return Shaping(gain_db=gain, ceiling_db=ceiling if limited else None)
