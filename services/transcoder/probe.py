"""What a file holds, by ffprobe: the facts that a plan needs, as players show them."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from services.transcoder import ffprobe_json
from services.transcoder.errors import (
    Damaged,
    HardToOpen,
    IncompleteFile,
    NotAVideo,
    PictureSize,
    TooCostly,
    TooLong,
    UnknownCodec,
)
from services.transcoder.judged import run_judged
from services.transcoder.progress import Progress
from services.transcoder.source import Source, is_read_from_store
from services.transcoder.tools import Tools
from shared.kit.process import Limits, to_read

Rate = Annotated[str, Meta(description="A fraction of integers, for instance `30000/1001`.")]

HD_FROM = 720
MIN_SIDE = 16
MAX_SIDES = (4608, 8192)

Matrix = Literal["bt709", "bt601", "bt2020"]

_MATRICES: dict[str, Matrix] = {
    "bt709": "bt709",
    "bt470bg": "bt601",
    "smpte170m": "bt601",
    "fcc": "bt601",
    "bt2020nc": "bt2020",
    "bt2020c": "bt2020",
}
_HDR: dict[str, Literal["pq", "hlg"]] = {"smpte2084": "pq", "arib-std-b67": "hlg"}

_LIMITS = Limits(cpu_seconds=5, wall_seconds=60, memory_bytes=2 << 30, file_bytes=0)
"""The index of a film of six hours costs less than a second, however large the film is."""

_REMOTE_LIMITS = replace(_LIMITS, wall_seconds=30)
"""Slow may be the store: then a copy is asked."""


class Colours(Struct, frozen=True, kw_only=True):
    """How a picture's colours are coded; `hdr` names the transfer of a high dynamic range."""

    matrix: Matrix = "bt709"
    full_range: bool = False
    hdr: Literal["pq", "hlg"] | None = None


class Picture(Struct, frozen=True, kw_only=True):
    """The video stream; width and height in square pixels after rotation.

    It ends `seconds` after the file's beginning, 0 where the file does not say. `frame_rate` is
    the average, `nominal_rate` the container's grid; they differ where the frame rate varies.
    """

    index: int
    codec: str
    width: int
    height: int
    frame_rate: Rate
    nominal_rate: Rate
    seconds: float = 0
    interlaced: bool = False
    rotation: int = 0
    colours: Colours = Colours()

    @property
    def short(self) -> int:
        return min(self.width, self.height)


class Sound(Struct, frozen=True, kw_only=True):
    """An audio stream; `language` is BCP 47, or empty where the file does not say. `discrete`: it
    has many channels, and the file does not say what they stand for.
    """

    index: int
    codec: str
    channels: int
    language: str = ""
    discrete: bool = False


class Probe(Struct, frozen=True, kw_only=True):
    """A file. `sounds` are all its audio streams, the default one first; `cover` is the index
    of a still picture that belongs to the sound. `named_duration`: its head says how long it is.
    `begins_seconds` is its first timestamp.
    """

    container: str
    duration_seconds: float
    picture: Picture | None
    sounds: tuple[Sound, ...] = ()
    cover: int | None = None
    named_duration: bool = True
    begins_seconds: float = 0

    @property
    def has_audio(self) -> bool:
        return bool(self.sounds)


async def probe(source: Source, folder: Path, tools: Tools, max_seconds: int) -> Probe:
    """Reads a file's head, or raises a `TranscodeError` that says why it cannot be used."""
    report = await _report(source, folder, tools)
    picture, sounds = _picture(report), _sounds(report)
    if picture is None and not sounds:
        raise NotAVideo("neither picture nor sound")
    named = report.duration()
    duration = named
    if not named or report.is_doubtful:
        duration = await _measured(source, report.format.size, folder, tools)
        picture = picture and replace(picture, seconds=min(picture.seconds, duration))
    if duration > max_seconds:
        raise TooLong(max_seconds, f"{duration:.0f} s")
    return Probe(
        container=report.format.format_name,
        duration_seconds=duration,
        picture=picture,
        sounds=sounds,
        cover=next((stream.index for stream in report.streams if stream.is_cover), None),
        named_duration=bool(named),
        begins_seconds=report.format.begins,
    )


async def _report(source: Source, folder: Path, tools: Tools) -> ffprobe_json.Report:
    command = [tools.ffprobe, "-v", "warning", "-of", "json"]
    command += ["-show_format", "-show_streams", *source.words]
    limits = _REMOTE_LIMITS if is_read_from_store(command) else _LIMITS
    try:
        output = await run_judged(command, limits, folder=folder)
        return msgspec.json.decode(output.text, type=ffprobe_json.Report, strict=False)
    except Damaged as failure:
        headless = "moov atom" in failure.detail
        raise (IncompleteFile if headless else NotAVideo)(failure.detail) from failure
    except TooCostly as failure:
        raise HardToOpen(failure.detail) from failure
    except msgspec.DecodeError as error:
        raise NotAVideo(str(error)) from error


def _picture(report: ffprobe_json.Report) -> Picture | None:
    streams = [stream for stream in report.streams if stream.is_picture]
    if not streams:
        return None
    stream = max(streams, key=lambda stream: stream.disposition.default)
    if stream.codec_name in ("", "unknown", "none"):
        raise UnknownCodec(stream.codec_tag_string)
    width, height = stream.display_size()
    short, long = sorted((width, height))
    if short < MIN_SIDE or short > MAX_SIDES[0] or long > MAX_SIDES[1]:
        raise PictureSize(f"{width}x{height}")
    return Picture(
        index=stream.index,
        codec=stream.codec_name,
        width=width,
        height=height,
        frame_rate=str(stream.average_rate()),
        nominal_rate=str(stream.nominal_rate()),
        seconds=report.end(stream),
        interlaced=stream.field_order in ("tt", "bb", "tb", "bt"),
        rotation=stream.rotation(),
        colours=_colours(stream),
    )


def _colours(stream: ffprobe_json.Stream) -> Colours:
    """Where a file does not say, high definition is BT.709 and the rest BT.601, as players do."""
    guess: Matrix = "bt709" if min(stream.width, stream.height) >= HD_FROM else "bt601"
    return Colours(
        matrix=_MATRICES.get(stream.color_space, guess),
        full_range=stream.color_range == "pc",
        hdr=_HDR.get(stream.color_transfer),
    )


def _sounds(report: ffprobe_json.Report) -> tuple[Sound, ...]:
    streams = [stream for stream in report.streams if stream.is_sound]
    streams.sort(key=lambda stream: -stream.disposition.default)
    return tuple(
        Sound(
            index=stream.index,
            codec=stream.codec_name,
            channels=stream.channels,
            language=stream.language(),
            discrete=stream.is_discrete,
        )
        for stream in streams
    )


async def _measured(source: Source, size: int, folder: Path, tools: Tools) -> float:
    """The duration of a file whose head names none (browser recordings), by reading it whole."""
    progress = Progress(0)
    command = [tools.ffmpeg, "-v", "warning", "-nostdin", *source.words]
    command += ["-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy"]
    command += ["-f", "null", "-progress", "pipe:1", "-"]
    await run_judged(command, to_read(size), folder=folder, on_line=progress.read)
    return max(progress.seconds, 0.04)
