"""The timeline of the picture in whole frames: segments, and the chunks they are made in."""

from fractions import Fraction
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from services.transcoder.ladder import (
    CHUNK_SEGMENTS,
    CHUNKS_WANTED,
    MOST_LEAD,
    OPENING_SEGMENTS,
    SEGMENT_SECONDS,
)

_LEAST_TIMESCALE = 10_000


class Timeline(Struct, frozen=True, kw_only=True):
    """`frames` are expected at the constant `frame_rate`; the last chunk takes what really comes.

    Borders lie on whole frames, so that chunks that are made apart fit together exactly. The
    first chunk is shorter than the others: with it the film can be played. Plans from before
    say nothing of it: there it is as long as they are.
    """

    frame_rate: str
    frames: int
    frames_per_segment: int
    segments_per_chunk: int
    opening_segments: int = 0

    @property
    def rate(self) -> Fraction:
        return Fraction(self.frame_rate)

    @property
    def frames_per_chunk(self) -> int:
        return self.frames_per_segment * self.segments_per_chunk

    @property
    def opening_frames(self) -> int:
        return self.frames_per_segment * (self.opening_segments or self.segments_per_chunk)

    @property
    def chunks(self) -> int:
        """The last chunk has between a half and one and a half of the others' frames; what is
        less after the first chunk belongs to it.
        """
        return 1 + max(0, round((self.frames - self.opening_frames) / self.frames_per_chunk))

    @property
    def timescale(self) -> int:
        """Ticks per second, such that a frame lasts a whole number of them."""
        numerator = self.rate.numerator
        return numerator * -(-_LEAST_TIMESCALE // numerator)

    @property
    def ticks_per_frame(self) -> int:
        return int(self.timescale / self.rate)

    def first_frame(self, chunk: int) -> int:
        return self.opening_frames + (chunk - 1) * self.frames_per_chunk if chunk else 0

    def frames_in(self, chunk: int) -> int:
        """How many frames are expected in a chunk."""
        if self.is_last(chunk):
            return self.frames - self.first_frame(chunk)
        return self.frames_per_chunk if chunk else self.opening_frames

    def is_last(self, chunk: int) -> bool:
        return chunk == self.chunks - 1

    def seconds(self, frames: int) -> float:
        return float(frames / self.rate)

    def for_lead(self, seconds: float) -> "Timeline":
        """The same with some chunks joined, where so much has to be decoded before a chunk. The
        borders that remain are among those from before, and the first chunk stays short.
        """
        joined = ceil(seconds / (MOST_LEAD * self.seconds(self.frames_per_chunk)))
        return replace(self, segments_per_chunk=self.segments_per_chunk * max(1, joined))


def timeline(seconds: float, rate: Fraction) -> Timeline:
    """The timeline of a film of some seconds."""
    segment = round(rate * SEGMENT_SECONDS)
    frames = max(1, round(Fraction(seconds) * rate))
    least, most = CHUNK_SEGMENTS
    wanted = frames // (segment * CHUNKS_WANTED)
    return Timeline(
        frame_rate=str(rate),
        frames=frames,
        frames_per_segment=segment,
        opening_segments=OPENING_SEGMENTS,
        segments_per_chunk=max(least, min(most, wanted)),
    )
