"""The sound of a file, made once and whole: one loudness, no joins, on the picture's timeline."""

import asyncio
import math
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from services.transcoder.errors import Damaged
from services.transcoder.judged import run_judged
from services.transcoder.loudness import (
    MOST_GAIN_DB,
    TARGET_LUFS,
    TOLERANCE_LU,
    Loudness,
    NoSummary,
    first_shaping,
    next_shaping,
    read_summary,
)
from services.transcoder.progress import Progress
from services.transcoder.recording import CHANNELS, Recording
from services.transcoder.sound_commands import (
    STRAIGHT,
    encode,
    measure,
    measure_straight,
    read,
    silence,
)
from services.transcoder.source import Source
from services.transcoder.tools import Tools

CODECS = "mp4a.40.2"

_MOST_ATTEMPTS = 4
_SHARES = (0.3, 0.1, 0.4, 0.2)
"""About how much of the work it is to read the source, to measure it, to encode, and to measure
what came out."""

OnFraction = Callable[[float], None]


class SoundMade(Struct, frozen=True, kw_only=True):
    """The sound as it came out, measured after decoding. Loudness in LUFS, true peak in dBTP."""

    path: Path
    channels: int
    bitrate: int
    integrated_lufs: float
    true_peak: float
    gain_db: float

    @property
    def soft(self) -> bool:
        """Whether it is softer than wanted: more gain would have brought up noise."""
        most = self.gain_db >= MOST_GAIN_DB
        return most and self.integrated_lufs < TARGET_LUFS - TOLERANCE_LU

    @property
    def silent(self) -> bool:
        """Whether nothing is to be heard: it was recorded so, or nothing of it could be decoded."""
        return math.isinf(self.true_peak)


async def make_sound(
    source: Source, recording: Recording, out: Path, tools: Tools, on_fraction: OnFraction
) -> SoundMade:
    """Writes `out`: AAC-LC in fragments of about four seconds. Works in the folder of `out`.

    The source is read once, into a lossless file on the timeline that is removed at the end.
    A stream of which nothing can be decoded is `silent`. Raises `Damaged` where the file cannot be
    read, or has no such stream.
    """
    work = _Work(recording, out, tools, on_fraction)
    return await _made(work, read(source, recording, tools))


async def make_silence(recording: Recording, out: Path, tools: Tools) -> SoundMade:
    """Writes `out` as `make_sound` does, for a stream that cannot be decoded."""
    work = _Work(recording, out, tools, lambda _: None)
    return await _made(work, silence(recording, tools))


class _Work:
    """Runs the steps one after the other and tells how far they are together."""

    def __init__(
        self, recording: Recording, out: Path, tools: Tools, on_fraction: OnFraction
    ) -> None:
        self.recording = recording
        self.out = out
        self.tools = tools
        self._on_fraction = on_fraction
        self._done = 0.0

    async def run(self, command: list[str], share: float) -> str:
        """The end of what ffmpeg said."""
        progress = Progress(self.recording.seconds)

        def read_line(line: str) -> None:
            progress.read(line)
            if line.startswith("progress="):
                self._on_fraction(min(1.0, self._done + share * progress.fraction))

        output = await run_judged(
            command, self.recording.limits, folder=self.out.parent, on_line=read_line
        )
        self._done = min(1.0, self._done + share)
        return output.tail

    async def measured(self, command: list[str], share: float) -> Loudness:
        said = await self.run(command, share)
        try:
            return read_summary(said)
        except NoSummary as error:
            raise Damaged(str(error)) from error


async def _made(work: _Work, reading: list[str]) -> SoundMade:
    try:
        await work.run(reading, _SHARES[0])
        source = await work.measured(measure_straight(work.tools), _SHARES[1])
        return await _shaped(work, source)
    finally:
        await asyncio.to_thread(work.out.with_name(STRAIGHT).unlink, missing_ok=True)


async def _shaped(work: _Work, source: Loudness) -> SoundMade:
    """Encodes until loudness and peaks are right, or cannot be made so: four times at most."""
    shaping, attempts = first_shaping(source), 0
    while True:
        await work.run(encode(work.recording, shaping, work.out.name, work.tools), _SHARES[2])
        made = await work.measured(measure(work.out.name, work.tools), _SHARES[3])
        following, attempts = next_shaping(source, shaping, made), attempts + 1
        if following is None or attempts == _MOST_ATTEMPTS:
            break
        shaping = following
    return SoundMade(
        path=work.out,
        channels=CHANNELS,
        bitrate=work.recording.bitrate,
        integrated_lufs=made.integrated,
        true_peak=made.peak,
        gain_db=shaping.gain_db,
    )
