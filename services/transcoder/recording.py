"""A sound as it was recorded, and the timeline that it is to fill."""

import math

from msgspec import Struct

from shared.kit.process import Limits

SAMPLE_RATE = 48_000
CHANNELS = 2
STEREO_BITRATE = 128_000
MONO_BITRATE = 96_000

_MEMORY_BYTES = 6 << 30
_LEAST_CPU_SECONDS = 20
_LEAST_WALL_SECONDS = 60
_LEAST_FILE_BYTES = 64 << 20
_BYTES_PER_SECOND = SAMPLE_RATE * CHANNELS * 4


class Recording(Struct, frozen=True, kw_only=True):
    """An audio stream of a file, and the length of the timeline that it is to fill. Of `discrete`
    channels only the first two are heard.
    """

    stream: int
    channels: int
    seconds: float
    discrete: bool = False

    @property
    def samples(self) -> int:
        return max(1, round(self.seconds * SAMPLE_RATE))

    @property
    def bitrate(self) -> int:
        return MONO_BITRATE if self.channels == 1 else STEREO_BITRATE

    @property
    def limits(self) -> Limits:
        """A second of sound costs about 0.03 seconds; the source may come over a slow line."""
        return Limits(
            cpu_seconds=_LEAST_CPU_SECONDS + math.ceil(self.seconds),
            wall_seconds=_LEAST_WALL_SECONDS + 4 * self.seconds,
            memory_bytes=_MEMORY_BYTES,
            file_bytes=_LEAST_FILE_BYTES + math.ceil(self.seconds * _BYTES_PER_SECOND),
        )
