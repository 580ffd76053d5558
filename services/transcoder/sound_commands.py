"""The command lines for the sound: pure. All files lie in the folder where ffmpeg runs."""

import math
from typing import Any

import ffmpeg

from services.transcoder.commands import NO_METADATA, OWN_TIMESTAMPS, compiled
from services.transcoder.loudness import Shaping
from services.transcoder.recording import CHANNELS, SAMPLE_RATE, Recording
from services.transcoder.source import Source
from services.transcoder.tools import OWN_MP4, Tools

STRAIGHT = "sound.flac"
"""The whole sound on its timeline, without loss."""

FRAGMENT_SECONDS = 4

_HEADROOM = 0.25
"""Decoders and downmixes go beyond full scale; 24 bits leave room for two bits of that."""

_DOWNMIX = {"clev": 1.0, "slev": 0.5, "lfe_mix_level": 0}
"""Speech comes from the centre: 3 dB more of it than ITU-R BS.775 says, and 3 dB less surround."""

_FIRST_TWO = "0|1"
"""Recorders put what matters onto their first two channels."""

_LIMITER_RATE = 192_000
"""Four times as many samples, so that the limiter sees the peaks between them."""


def read(source: Source, recording: Recording, tools: Tools) -> list[str]:
    """Decodes the stream onto the timeline, in stereo.

    Silence fills gaps, the beginning and the end: players stall where the sound ends early.
    """
    stream = ffmpeg.input(source.address, **source.options)[str(recording.stream)]
    if recording.discrete:
        stream = stream.filter("channelmap", map=_FIRST_TWO, channel_layout="stereo")
    stereo = stream.filter("aresample", SAMPLE_RATE, **_DOWNMIX).filter(
        "aformat", sample_fmts="flt", channel_layouts="stereo", sample_rates=SAMPLE_RATE
    )
    straight = (
        stereo.filter("aresample", SAMPLE_RATE, **{"async": 1, "first_pts": 0})
        .filter("apad", whole_len=recording.samples)
        .filter("atrim", end_sample=recording.samples)
    )
    return compiled(_lossless(straight), tools, timestamps=OWN_TIMESTAMPS)


def silence(recording: Recording, tools: Tools) -> list[str]:
    """What stands for a stream that cannot be decoded."""
    nothing = ffmpeg.input(f"anullsrc=r={SAMPLE_RATE}:cl=stereo", f="lavfi")["a:0"]
    return compiled(_lossless(nothing.filter("atrim", end_sample=recording.samples)), tools)


def measure_straight(tools: Tools) -> list[str]:
    """Measures the lossless file with its sample peak, as loud as the source is."""
    stream = _straight().filter("aformat", sample_fmts="flt")
    return _measuring(stream.filter("volume", 1 / _HEADROOM, precision="float"), "sample", tools)


def encode(recording: Recording, shaping: Shaping, name: str, tools: Tools) -> list[str]:
    """Encodes the lossless file. An edit list takes away what AAC puts before the first sample."""
    output = ffmpeg.output(
        _shaped(_straight(), shaping),
        name,
        **{"c:a": "aac", "b:a": recording.bitrate, "ac": CHANNELS, "ar": SAMPLE_RATE},
        **{"flags:a": "+bitexact", "fflags": "+bitexact", **NO_METADATA},
        f="mp4",
        movflags="+cmaf+delay_moov+skip_trailer",
        use_editlist=1,
        avoid_negative_ts="disabled",
        frag_duration=FRAGMENT_SECONDS * 1_000_000,
    )
    return compiled(output, tools)


def measure(name: str, tools: Tools) -> list[str]:
    """Measures what came out, as a player decodes it, with its true peak."""
    return _measuring(ffmpeg.input(name, **OWN_MP4)["a:0"], "true", tools)


def _straight() -> Any:
    return ffmpeg.input(STRAIGHT, **{**OWN_MP4, "format_whitelist": "flac"})["a:0"]


def _lossless(stream: Any) -> Any:
    lower = stream.filter("volume", _HEADROOM, precision="float")
    form = {"c:a": "flac", "compression_level": 0, **NO_METADATA}
    return ffmpeg.output(lower.filter("aformat", sample_fmts="s32"), STRAIGHT, **form)


def _measuring(stream: Any, peak: str, tools: Tools) -> list[str]:
    """The summary is printed at `info`, where tags are too: only files of our own are measured."""
    measured = stream.filter("ebur128", peak=peak, framelog="verbose")
    return compiled(ffmpeg.output(measured, "-", f="null"), tools, "info", ["-hide_banner"])


def _shaped(stream: Any, shaping: Shaping) -> Any:
    gain = shaping.gain_db - 20 * math.log10(_HEADROOM)
    stream = stream.filter("aformat", sample_fmts="fltp").filter(
        "volume", f"{gain:.2f}dB", precision="float"
    )
    if shaping.ceiling_db is None:
        return stream
    limit = {"limit": f"{10 ** (shaping.ceiling_db / 20):.5f}", "level": 0, "latency": 1}
    limited = stream.filter("aresample", _LIMITER_RATE).filter("alimiter", **limit)
    return limited.filter("aresample", SAMPLE_RATE)
