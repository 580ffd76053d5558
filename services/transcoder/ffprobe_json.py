"""ffprobe's JSON, as far as the hub reads it (`ffprobe -of json -show_format -show_streams`).

Uploads lie: every number is checked, and what makes no sense counts as not given.
"""

import math
import re
from fractions import Fraction

from msgspec import Struct, field

_RATIO = re.compile(r"^(\d{1,9})[:/](\d{1,9})$")
_CLOCK = re.compile(r"^(\d{1,4}):(\d\d):(\d\d(?:\.\d+)?)$")
_LANGUAGES = {"ger": "de", "deu": "de", "eng": "en", "tur": "tr", "ara": "ar", "ukr": "uk"}
_LANGUAGES |= {"rus": "ru", "pol": "pl", "fre": "fr", "fra": "fr", "ita": "it", "spa": "es"}

_MOST_OF_FILMS = 8
"""Channels: up to 7.1, their number alone tells what they stand for."""

_LEAST_BYTES_PER_SECOND = 250
"""Less than any sound needs; slides without sound may do with less, and are read quickly."""


class Disposition(Struct, frozen=True):
    default: int = 0
    attached_pic: int = 0


class SideData(Struct, frozen=True):
    rotation: float = 0


class Stream(Struct, frozen=True):
    index: int
    codec_type: str = ""
    codec_name: str = ""
    codec_tag_string: str = ""
    width: int = 0
    height: int = 0
    sample_aspect_ratio: str = ""
    avg_frame_rate: str = ""
    r_frame_rate: str = ""
    field_order: str = ""
    color_space: str = ""
    color_transfer: str = ""
    color_range: str = ""
    start_time: str = ""
    duration: str = ""
    channels: int = 0
    channel_layout: str = ""
    disposition: Disposition = Disposition()
    tags: dict[str, str] = field(default_factory=dict)
    side_data_list: tuple[SideData, ...] = ()

    @property
    def is_picture(self) -> bool:
        return self.codec_type == "video" and not self.disposition.attached_pic

    @property
    def is_cover(self) -> bool:
        return self.codec_type == "video" and bool(self.disposition.attached_pic)

    @property
    def is_sound(self) -> bool:
        known = self.codec_name not in ("", "unknown", "none")
        return self.codec_type == "audio" and known and self.channels > 0

    @property
    def is_discrete(self) -> bool:
        """Whether it has more channels than films have, and nobody says what they stand for."""
        return self.channels > _MOST_OF_FILMS and self.channel_layout in ("", "unknown")

    def rotation(self) -> int:
        """Quarter turns in degrees: 0, 90, 180 or 270."""
        degrees = next((side.rotation for side in self.side_data_list if side.rotation), 0.0)
        return round(degrees / 90) * 90 % 360 if math.isfinite(degrees) else 0

    def display_size(self) -> tuple[int, int]:
        """Width and height in square pixels after rotation."""
        aspect = ratio(self.sample_aspect_ratio) or Fraction(1)
        aspect = aspect if Fraction(1, 8) <= aspect <= 8 else Fraction(1)
        width, height = round(self.width * aspect), self.height
        return (height, width) if self.rotation() in (90, 270) else (width, height)

    def average_rate(self) -> Fraction:
        """Frames per second on average; the nominal rate where the file does not say, or 25."""
        return ratio(self.avg_frame_rate) or ratio(self.r_frame_rate) or Fraction(25)

    def nominal_rate(self) -> Fraction:
        """Frames per second of the finest grid that all timestamps lie on."""
        return ratio(self.r_frame_rate) or self.average_rate()

    def seconds(self) -> float:
        """The stream's own duration (Matroska keeps it in a tag), or 0 where it is not given."""
        if given := seconds(self.duration):
            return given
        match = _CLOCK.match(self.tags.get("DURATION", ""))
        return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else 0.0

    def language(self) -> str:
        """BCP 47 for the languages that occur in the city, or empty."""
        return _LANGUAGES.get(self.tags.get("language", ""), "")


class Format(Struct, frozen=True):
    format_name: str = ""
    start_time: str = ""
    duration: str = ""
    size: int = 0
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def begins(self) -> float:
        """The file's first timestamp in seconds. A little before 0 is what codecs need to start."""
        return max(0.0, seconds(self.start_time))

    @property
    def names_ends(self) -> bool:
        """Whether the durations in the head are the last timestamps: ffmpeg's Matroska. Others
        count from the beginning.
        """
        muxer = self.tags.get("ENCODER", self.tags.get("encoder", "Lavf"))
        return "matroska" in self.format_name and muxer.startswith("Lavf")

    def seconds(self) -> float:
        """The file's duration, or 0 where it is not given."""
        named = seconds(self.duration)
        return named - self.begins if self.names_ends else named


class Report(Struct, frozen=True):
    streams: tuple[Stream, ...] = ()
    format: Format = Format()

    def end(self, stream: Stream) -> float:
        """When a stream ends, in seconds from the file's beginning, or 0 where it is not given.

        ffmpeg's Matroska names the last timestamp; a duration counts from the stream's own
        beginning.
        """
        if not (named := stream.seconds()):
            return named
        if self.format.names_ends and not seconds(stream.duration):
            return max(0.0, named - self.format.begins)
        return named + max(0.0, seconds(stream.start_time) - seconds(self.format.start_time))

    def duration(self) -> float:
        """Seconds of picture and sound, or 0 where the file does not say. Subtitles may go on."""
        media = [stream for stream in self.streams if stream.is_picture or stream.is_sound]
        ends = [self.end(stream) for stream in media]
        if ends and all(ends) and len(media) < len(self.streams):
            return max(ends)
        named = [self.format.seconds()]
        named += [stream.seconds() for stream in self.streams]
        return next((value for value in named if value > 0), 0.0)

    @property
    def is_doubtful(self) -> bool:
        """Whether the file is too small to be as long as its head says."""
        return self.format.size < self.duration() * _LEAST_BYTES_PER_SECOND


def ratio(text: str) -> Fraction | None:
    """`30000/1001` or `4:3` as a positive fraction, or None."""
    match = _RATIO.match(text)
    if not match or int(match[1]) == 0 or int(match[2]) == 0:
        return None
    return Fraction(int(match[1]), int(match[2]))


def seconds(text: str) -> float:
    """A finite time, or 0."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0
