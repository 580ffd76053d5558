"""The command lines: pure, from a plan to what ffmpeg is told. Outputs lie in the folder."""

from collections.abc import Iterable
from typing import Any

import ffmpeg

from services.transcoder.filters import end_of, on_timeline, scaled, to_standard_range
from services.transcoder.plan import PicturePlan
from services.transcoder.renditions import Rendition
from services.transcoder.source import Source
from services.transcoder.tools import OWN_MP4, Tools

LEAD_SECONDS = 1.0
"""Reading begins this much before a chunk: its first frames may be the ones before, repeated."""

LEAD_FRAMES = 3
LONGEST_HOLE_SECONDS = 600
"""A film that shows nothing for so long has ended."""

NO_METADATA = {"map_metadata": "-1", "map_chapters": "-1"}
"""Phones write where and by whom a film was made; none of it goes on."""

_AAC_BEGINS = "setts=pts=PTS-STARTPTS-1024:dts=DTS-STARTDTS-1024"
"""ffmpeg's encoder begins a block before the sound. Its versions do not agree on reading that."""

OWN_TIMESTAMPS = ("-copyts", "-start_at_zero")
_CMAF = "+cmaf+frag_keyframe+empty_moov+default_base_moof+skip_trailer"


def chunk(
    source: Source, plan: PicturePlan, number: int, tools: Tools, *, fill: bool = False
) -> list[str]:
    """One process that decodes a stretch once and writes every rendition of it, `<name>.mp4`.

    Timestamps are the file's own, so that a chunk shows what a run over the whole file would.
    With `fill`, what is missing at a damaged place repeats what is there.
    """
    picture = _opened(source, plan, number, tools)
    return _encoding(on_timeline(picture, plan, number, fill=fill), plan, number, tools)


def black_chunk(plan: PicturePlan, number: int, tools: Tools) -> list[str]:
    """Black for a stretch of which nothing can be read."""
    largest, frames = plan.largest, plan.timeline.frames_in(number)
    color = f"color=black:size={largest.width}x{largest.height}:rate={plan.timeline.frame_rate}"
    picture = ffmpeg.input(color, f="lavfi").video.filter("trim", end_frame=frames)
    return _encoding(picture, plan, number, tools)


def one_frame_from(source: Source, plan: PicturePlan, number: int, tools: Tools) -> list[str]:
    """Decodes one frame from a chunk's beginning on, if there is any in the next ten minutes."""
    begin = plan.timeline.seconds(plan.timeline.first_frame(number))
    picture = _opened(source, plan, number, tools).filter(
        "trim", start=f"{begin:.6f}", end=f"{begin + LONGEST_HOLE_SECONDS:.6f}"
    )
    output = ffmpeg.output(picture, "-", f="null", **{"frames:v": 1})
    return compiled(output, tools, timestamps=OWN_TIMESTAMPS)


def rewrap(source: Source, indexes: Iterable[int], target: str, tools: Tools) -> list[str]:
    """The file's streams, as they are, in a container that can be sought in."""
    opened = ffmpeg.input(source.address, fflags="+genpts", **source.options)
    streams = [opened[str(index)] for index in indexes]
    form = {"c": "copy", "f": "matroska", "allow_raw_vfw": 1}
    output = ffmpeg.output(*streams, target, **form, **NO_METADATA)
    return compiled(output, tools)


def download(pictures: str | None, sound: str | None, target: str, tools: Tools) -> list[str]:
    """Joins a rendition and a sound, without encoding, to an MP4 that plays while it loads.

    ffmpeg moves each input to begin at 0; what AAC has before its first sample goes before.
    """
    streams = [ffmpeg.input(name, **OWN_MP4) for name in (pictures, sound) if name]
    form = {"c": "copy", "movflags": "+faststart", **({"bsf:a": _AAC_BEGINS} if sound else {})}
    return compiled(ffmpeg.output(*streams, target, **form, **NO_METADATA), tools)


def _opened(source: Source, plan: PicturePlan, number: int, tools: Tools) -> Any:
    begin = f"{seek(plan, number):.6f}"
    opened = ffmpeg.input(
        source.address, ss=begin, noaccurate_seek=None, threads=tools.threads, **source.options
    )
    return opened[str(plan.stream)]


def seek(plan: PicturePlan, number: int) -> float:
    """Where reading begins, in seconds: at the keyframe before the chunk's lead."""
    begin = plan.timeline.seconds(plan.timeline.first_frame(number))
    return max(0.0, min(begin, plan.ends_seconds) - lead_seconds(plan))


def lead_seconds(plan: PicturePlan) -> float:
    """How much is read before a chunk."""
    return max(LEAD_SECONDS, float(LEAD_FRAMES / plan.timeline.rate))


def _encoding(picture: Any, plan: PicturePlan, number: int, tools: Tools) -> list[str]:
    picture = to_standard_range(picture, plan)
    many = len(plan.renditions)
    split = picture.filter_multi_output("split", many) if many > 1 else None
    outputs = [
        _rendition(split.stream(at) if split else picture, rendition, plan, number, tools)
        for at, rendition in enumerate(plan.renditions)
    ]
    return compiled(ffmpeg.merge_outputs(*outputs), tools, timestamps=OWN_TIMESTAMPS)


def _rendition(
    stream: Any, rendition: Rendition, plan: PicturePlan, number: int, tools: Tools
) -> Any:
    """Keyframes come every `frames_per_segment` and nowhere else, alike in all renditions. Where
    the picture's size changes, ffmpeg's filters begin anew and count frames twice: no more come
    out than the chunk has.
    """
    segment = plan.timeline.frames_per_segment
    coding = {
        "c:v": "libx264",
        "preset": rendition.preset,
        "profile:v": "high",
        "crf": rendition.crf,
        "maxrate": rendition.maxrate,
        "bufsize": rendition.bufsize,
        "g": segment,
        "keyint_min": segment,
        "sc_threshold": 0,
        "x264-params": ":".join(filter(None, ("stitchable=1:open-gop=0", rendition.x264))),
        "threads": tools.threads,
        "frames:v": end_of(plan, number) - plan.timeline.first_frame(number),
    }
    colours = dict.fromkeys(("color_primaries", "color_trc", "colorspace"), "bt709")
    form = {
        "f": "mp4",
        "movflags": _CMAF,
        "video_track_timescale": plan.timeline.timescale,
        "flags:v": "+bitexact",
        "fflags": "+bitexact",
    }
    picture = scaled(stream, rendition, plan)
    return ffmpeg.output(
        picture, f"{rendition.name}.mp4", **coding, **colours, **form, **NO_METADATA
    )


def compiled(
    outputs: Any, tools: Tools, verbosity: str = "warning", timestamps: Iterable[str] = ()
) -> list[str]:
    """The words of a command line that tells its progress on standard output. Beyond `warning`
    ffmpeg prints a file's tags, which say whatever its sender wants; below it no lost connection.
    What can be decoded of a stream counts, however small its share is.
    """
    program = [tools.ffmpeg, "-v", verbosity, "-nostdin", "-nostats", *timestamps]
    program += ["-filter_complex_threads", str(tools.threads), "-max_error_rate", "1"]
    program += ["-progress", "pipe:1", "-stats_period", "0.5"]
    words: list[str] = ffmpeg.compile(outputs, cmd=program, overwrite_output=True)
    return words
