"""What a file holds, by ffprobe: the facts that a plan needs, as players show them."""

import asyncio
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from services.transcoder import ffprobe_json
from services.transcoder.errors import (
    Damaged,
    EmptyFile,
    IncompleteFile,
    NoPicture,
    NotAVideo,
    PictureSize,
    TooCostly,
    TooLong,
    UnknownCodec,
)
from services.transcoder.process import (
    Limits,
    OutputTooLong,
    ProcessFailed,
    ProcessTooSlow,
    run,
)
from services.transcoder.progress import Progress
from services.transcoder.tools import SAFE_INPUT, Tools

Rate = Annotated[str, Meta(description="A fraction of integers, for instance `30000/1001`.")]

MAX_SECONDS = 6 * 3600
MIN_SIDE = 16
MAX_SIDES = (4608, 8192)

_LIMITS = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=2 << 30, file_bytes=0)
_MEASURE_LIMITS = Limits(cpu_seconds=300, wall_seconds=600, memory_bytes=2 << 30, file_bytes=0)


class Picture(Struct, frozen=True, kw_only=True):
    """The video stream; width and height in square pixels after rotation.

    `seconds` is the stream's own duration, 0 where the file does not say. `frame_rate` is the
    average, `nominal_rate` the container's grid; they differ where the
    frame rate varies.
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


class Sound(Struct, frozen=True, kw_only=True):
    """An audio stream; `language` is BCP 47, or empty where the file does not say."""

    index: int
    codec: str
    channels: int
    language: str = ""


class Probe(Struct, frozen=True, kw_only=True):
    """A video file. `sounds` are all its audio streams, the default one first."""

    container: str
    duration_seconds: float
    picture: Picture
    sounds: tuple[Sound, ...] = ()

    @property
    def has_audio(self) -> bool:
        return bool(self.sounds)


async def probe(source: Path, tools: Tools) -> Probe:
    """Reads a file's head, or raises a `TranscodeError` that says why it cannot be used."""
    if (await asyncio.to_thread(source.stat)).st_size == 0:
        raise EmptyFile
    report = await _report(source, tools)
    picture = _picture(report)
    duration = report.duration() or await _measured(source, tools)
    if duration > MAX_SECONDS:
        raise TooLong(f"{duration:.0f} s")
    return Probe(
        container=report.format.format_name,
        duration_seconds=duration,
        picture=picture,
        sounds=_sounds(report),
    )


async def _report(source: Path, tools: Tools) -> ffprobe_json.Report:
    safety = [word for name, value in SAFE_INPUT.items() for word in (f"-{name}", value)]
    command = [tools.ffprobe, "-v", "error", *safety, "-of", "json"]
    command += ["-show_format", "-show_streams", "-i", source.name]
    try:
        output = await run(command, _LIMITS, folder=source.parent)
        return msgspec.json.decode(output.text, type=ffprobe_json.Report, strict=False)
    except ProcessFailed as failure:
        raise _reason(failure) from failure
    except ProcessTooSlow as slow:
        raise TooCostly("ffprobe") from slow
    except (OutputTooLong, msgspec.DecodeError) as error:
        raise NotAVideo(str(error)) from error


def _reason(failure: ProcessFailed) -> Exception:
    if failure.by_limit:
        return TooCostly(failure.tail)
    if failure.by_machine or failure.returncode == 127:
        return failure
    return IncompleteFile(failure.tail) if "moov atom" in failure.tail else NotAVideo(failure.tail)


def _picture(report: ffprobe_json.Report) -> Picture:
    streams = [stream for stream in report.streams if stream.is_picture]
    if not streams:
        raise NoPicture if report.has_audio else NotAVideo("no video stream")
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
        seconds=stream.seconds(),
        interlaced=stream.field_order in ("tt", "bb", "tb", "bt"),
        rotation=stream.rotation(),
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
        )
        for stream in streams
    )


async def _measured(source: Path, tools: Tools) -> float:
    """The duration of a file whose head names none (browser recordings), by reading it whole."""
    progress = Progress(0)
    safety = [word for name, value in SAFE_INPUT.items() for word in (f"-{name}", value)]
    command = [tools.ffmpeg, "-v", "error", "-nostdin", *safety, "-i", source.name]
    command += ["-map", "0:v:0", "-c", "copy", "-f", "null", "-progress", "pipe:1", "-"]
    try:
        await run(command, _MEASURE_LIMITS, folder=source.parent, on_line=progress.read)
    except ProcessFailed as failure:
        raise failure if failure.by_machine else Damaged(failure.tail) from failure
    except ProcessTooSlow as slow:
        raise TooCostly("measuring") from slow
    return max(progress.seconds, 0.04)
