"""The ladder: which sizes are made, and what each may cost. Change quality here."""

from msgspec import Struct

SEGMENT_SECONDS = 4

PRESET = "faster"
BUFFER_SECONDS = 2
"""`bufsize` in seconds of `maxrate`: short enough for a phone that changes networks."""

OWN_RUNG_FROM = 1.25
"""A source at least this much larger than a rung (and below the next) gets its own size too."""

HIGH_FRAME_RATE = 35
HIGH_FRAME_RATE_COST = 1.4


class Rung(Struct, frozen=True, kw_only=True):
    """A size by its short side. `long` is the most pixels the other side may have, so that
    decoders can play it (cinema's 2.39:1 fits); `crf` is x264's; `maxrate` is in bits per
    second at 16:9 and up to 35 frames a second.
    """

    short: int
    long: int
    crf: int
    maxrate: int

    @property
    def pixels(self) -> int:
        return self.short * self.short * 16 // 9


LADDER = (
    Rung(short=360, long=864, crf=23, maxrate=900_000),
    Rung(short=720, long=1728, crf=22, maxrate=2_800_000),
    Rung(short=1080, long=2592, crf=22, maxrate=5_200_000),
)

STANDARD_RATES = (
    "10",
    "15",
    "24000/1001",
    "24",
    "25",
    "30000/1001",
    "30",
    "50",
    "60000/1001",
    "60",
)
"""What a varying frame rate is made constant at: the next of these that loses no frame."""

MAX_RATE = 60
MIN_RATE = 1
"""Below one frame a second the segments would not end every four seconds."""

SHORTER_BY_SECONDS = 0.2
"""A picture that ends this much before the sound is held until the sound's end."""

AUDIO_BITRATE = 128_000
AUDIO_RATE = 48_000
DOWNLOAD_SHORT = 720
