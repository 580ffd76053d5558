"""The command lines: pure, from a plan to what ffmpeg is told. All paths lie below the scratch."""

from collections.abc import Iterable
from typing import Any

import ffmpeg

from services.transcoder.plan import PictureRendition, Plan, SoundRendition
from services.transcoder.tools import OWN_PLAYLIST, SAFE_INPUT, Tools

SOURCE = "source"
OUT = "out"
AUDIO = "audio"
MEDIA_PLAYLIST = "index.m3u8"
INIT = "init.mp4"
DOWNLOAD = "download.mp4"
POSTER = "poster.jpg"

POSTER_FRAMES = 50
_NO_METADATA = {"map_metadata": "-1", "map_chapters": "-1"}
"""Phones write where and by whom a film was made; none of it goes on."""


def encode(plan: Plan, tools: Tools) -> list[str]:
    """One process that decodes once and writes every rendition as an HLS playlist of its own.

    The renditions are separate outputs of one filter graph, not variants of one muxer: their
    playlists and timestamps do not depend on which others are made beside them.
    """
    source = ffmpeg.input(SOURCE, threads=tools.threads, **SAFE_INPUT)
    outputs = [
        _picture_output(stream, rendition, plan, tools)
        for stream, rendition in zip(_pictures(source, plan), plan.pictures, strict=True)
    ]
    if plan.sound:
        outputs.append(_sound_output(source, plan.sound, plan))
    return _compiled(ffmpeg.merge_outputs(*outputs), tools, "warning")


def download(plan: Plan, tools: Tools) -> list[str]:
    """Joins a rendition and the sound, without encoding, to an MP4 that plays while it loads."""
    folders = [plan.download, AUDIO] if plan.sound else [plan.download]
    streams = [
        ffmpeg.input(f"{OUT}/{folder}/{MEDIA_PLAYLIST}", **OWN_PLAYLIST) for folder in folders
    ]
    output = ffmpeg.output(
        *streams, f"{OUT}/{DOWNLOAD}", c="copy", movflags="+faststart", **_NO_METADATA
    )
    return _compiled(output, tools)


def poster(seconds: float, tools: Tools) -> list[str]:
    """The most typical of the frames after the first tenth of the download's `seconds`."""
    picture = ffmpeg.input(
        f"{OUT}/{DOWNLOAD}",
        ss=f"{seconds / 10 if seconds > 5 else 0:.3f}",
        threads=tools.threads,
        protocol_whitelist="file",
        format_whitelist="mov",
    )["v:0"]
    chosen = picture.filter("thumbnail", POSTER_FRAMES).filter("scale", out_range="pc")
    output = ffmpeg.output(
        chosen.filter("format", "yuvj420p"),
        f"{OUT}/{POSTER}",
        **{"frames:v": 1, "q:v": 4, "f": "image2", "update": 1},
        **_NO_METADATA,
    )
    return _compiled(output, tools)


def _pictures(source: Any, plan: Plan) -> Iterable[Any]:
    """The decoded picture at a constant rate from time 0 on, once per rendition."""
    picture = source[str(plan.stream)]
    if plan.deinterlace:
        picture = picture.filter("bwdif", mode="send_frame")
    picture = picture.filter("fps", fps=plan.frame_rate, start_time=0)
    if plan.hold_seconds:
        held = f"{plan.hold_seconds:.3f}"
        picture = picture.filter("tpad", stop_mode="clone", stop_duration=held)
    if len(plan.pictures) == 1:
        return [picture]
    split = picture.filter_multi_output("split", len(plan.pictures))
    return [split.stream(number) for number in range(len(plan.pictures))]


def _picture_output(stream: Any, rendition: PictureRendition, plan: Plan, tools: Tools) -> Any:
    scaled = (
        stream.filter("scale", rendition.width, rendition.height, flags="bicubic", out_range="tv")
        .filter("setsar", 1)
        .filter("format", "yuv420p")
    )
    coding = {
        "c:v": "libx264",
        "preset": rendition.preset,
        "profile:v": "high",
        "crf": rendition.crf,
        "maxrate": rendition.maxrate,
        "bufsize": rendition.bufsize,
        "force_key_frames": f"expr:gte(t,n_forced*{plan.segment_seconds})",
        "g": plan.frames_per_segment,
        "sc_threshold": 0,
        "threads": tools.threads,
    }
    return ffmpeg.output(scaled, **coding, **_hls(rendition.name, plan))


def _sound_output(source: Any, sound: SoundRendition, plan: Plan) -> Any:
    """Silence fills gaps, the beginning and the end: players stall where the sound ends early."""
    stream = source[str(sound.stream)].filter(
        "aresample", sound.sample_rate, **{"async": 1, "first_pts": 0}
    )
    stream = stream.filter("apad", whole_dur=f"{plan.duration_seconds:.3f}")
    coding = {
        "c:a": "aac",
        "b:a": sound.bitrate,
        "ac": sound.channels,
        "ar": sound.sample_rate,
    }
    return ffmpeg.output(stream, **coding, **_hls(AUDIO, plan))


def _hls(folder: str, plan: Plan) -> dict[str, Any]:
    """A playlist of fMP4 segments.

    Timestamps below 0 (priming of the sound, reordering of the picture) stay as they are and
    are undone by the edit list; shifting them would move each rendition by another amount.
    """
    return {
        "filename": f"{OUT}/{folder}/{MEDIA_PLAYLIST}",
        "t": f"{plan.most_seconds:.3f}",
        "avoid_negative_ts": "disabled",
        "f": "hls",
        "hls_time": plan.segment_seconds,
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_flags": "independent_segments",
        "hls_fmp4_init_filename": INIT,
        "hls_segment_filename": f"{OUT}/{folder}/%05d.m4s",
        **_NO_METADATA,
    }


def _compiled(outputs: Any, tools: Tools, verbosity: str = "error") -> list[str]:
    program = [tools.ffmpeg, "-v", verbosity, "-nostdin", "-nostats"]
    program += ["-filter_complex_threads", str(tools.threads)]
    program += ["-progress", "pipe:1", "-stats_period", "0.5"]
    words: list[str] = ffmpeg.compile(outputs, cmd=program, overwrite_output=True)
    return words
