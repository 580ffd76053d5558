"""The ladder: which sizes are made, and what each may cost. Change quality here."""

from enum import StrEnum

from msgspec import Struct

SEGMENT_SECONDS = 4
BUFFER_SECONDS = 2
"""`bufsize` in seconds of `maxrate`: short enough for a phone that changes networks."""

OWN_RUNG_FROM = 1.25
"""A source at least this much larger than a rung (and below the next) gets its own size too."""

HIGH_FRAME_RATE = 35
HIGH_FRAME_RATE_COST = 1.4


class Rung(Struct, frozen=True, kw_only=True):
    """A size by its short side. `long` is the most pixels the other side may have: wider films
    become lower, and so 1080p stays within level 4 of H.264 (8,192 macroblocks, Table A-1), which
    old decoders play. `crf` is x264's; `maxrate` is in bits per second at 16:9 and up to 35
    frames a second.
    """

    short: int
    long: int
    crf: int
    maxrate: int

    @property
    def pixels(self) -> int:
        return self.short * self.short * 16 // 9


LADDER = (
    Rung(short=360, long=640, crf=23, maxrate=900_000),
    Rung(short=720, long=1280, crf=22, maxrate=2_800_000),
    Rung(short=1080, long=1920, crf=22, maxrate=5_200_000),
)


class Motion(StrEnum):
    """What moves in a film: a camera's picture, or a screen and slides that mostly stand."""

    FILM = "film"
    SLIDES = "slides"


class Coding(Struct, frozen=True, kw_only=True):
    """How x264 spends its bits: `crf` is added to a rung's, `rate` is a share of its maxrate;
    `x264` are options of its own, `name=value` with colons between them.
    """

    preset: str = "faster"
    x264: str = ""
    crf: int = 0
    rate: float = 1.0
    most_rate: int = 60


CODINGS = {
    Motion.FILM: Coding(),
    Motion.SLIDES: Coding(
        preset="slow", x264="psy=0:aq-mode=0:bframes=8:ref=4", crf=3, rate=0.4, most_rate=30
    ),
}
"""Standing pictures leave time to look for what repeats; grain that is not there needs no bits.
Four frames to look back at are what level 4 allows at 1080p."""

STILL_DIFFERENCE = 0.1
STILL_SHARE = 0.8
"""A film is taken for slides when this share of its frames differs from the one before by less
than `STILL_DIFFERENCE` of 255 levels of brightness on average; a camera's noise alone is more."""

FEW_BITS_PER_PIXEL = 0.05
"""Only a source that spends less than this is looked at for standing pictures."""

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

MIN_RATE = 1
"""Below one frame a second the segments would not end every four seconds."""

SHORTER_BY_SECONDS = 0.2
"""A picture that ends this much before the sound is held until the sound's end."""

DOWNLOAD_SHORT = 720

CHUNK_SEGMENTS = (5, 15)
"""A chunk has this many segments: 20 seconds in short films, up to 60 in long ones."""

MOST_LEAD = 12
"""Where keyframes are rare, chunks are longer: so many times a chunk's length is decoded before it
at most. Decoding costs a small part of encoding, so a film's work is about doubled at worst."""

OPENING_SEGMENTS = 2
"""The first chunk has only these: eight seconds are made soon, and players begin with two."""

CHUNKS_WANTED = 60
"""Long enough chunks cost little beside their work, and there are enough for many machines."""

SIGN_LANGUAGE_LADDER = (
    Rung(short=360, long=640, crf=23, maxrate=600_000),
    Rung(short=720, long=1280, crf=23, maxrate=1_600_000),
)
"""The interpreter's picture is shown small; hands want a steady rate more than size."""

SIGNING = ((320, 240), 24.9)
"""The smallest picture in which signing can be read, and the frames per second: 25, where a
camera's clock may be a little slow."""
