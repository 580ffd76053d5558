"""The same ladder by plain ffmpeg: in one process, or with one process for each rendition."""

from pathlib import Path

from infra.local import checks
from services.transcoder.plan import PicturePlan
from services.transcoder.renditions import Rendition
from tests.benchmarks.video.process import Cost, cost

_HLS = ("-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4")


def one_process(source: Path, plan: PicturePlan, folder: Path) -> Cost:
    """Of a process that decodes once."""
    names = "".join(f"[v{at}]" for at in range(len(plan.renditions)))
    graph = [f"[0:v]split={len(plan.renditions)}{names}"]
    graph += [f"[v{at}]{_scale(each)}[o{at}]" for at, each in enumerate(plan.renditions)]
    outputs = [
        word
        for at, each in enumerate(plan.renditions)
        for word in ("-map", f"[o{at}]", *_coding(each, plan), *_target(folder / each.name))
    ]
    command = [checks.ffmpeg(), "-i", str(source), "-filter_complex", ";".join(graph), *outputs]
    return cost([*command, "-map", "0:a", *_sound(folder)])


def one_each(source: Path, plan: PicturePlan, folder: Path) -> list[Cost]:
    """Of a process for the sound and one for each size, each of which decodes the source."""
    begin = [checks.ffmpeg(), "-i", str(source)]
    costs = [cost([*begin, "-vn", *_sound(folder)])]
    for each in plan.renditions:
        target = _target(folder / each.name)
        costs.append(cost([*begin, "-an", "-vf", _scale(each), *_coding(each, plan), *target]))
    return costs


def _scale(rendition: Rendition) -> str:
    return f"scale={rendition.width}:{rendition.height}:flags=bicubic,format=yuv420p"


def _coding(rendition: Rendition, plan: PicturePlan) -> list[str]:
    segment = plan.timeline.frames_per_segment
    words = ["-c:v", "libx264", "-preset", rendition.preset, "-crf", rendition.crf]
    words += ["-maxrate", rendition.maxrate, "-bufsize", rendition.bufsize, "-threads", 1]
    words += ["-x264-params", rendition.x264] if rendition.x264 else []
    words += ["-g", segment, "-keyint_min", segment, "-sc_threshold", 0]
    return [str(word) for word in words]


def _target(folder: Path) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    return [*_HLS, str(folder / "index.m3u8")]


def _sound(folder: Path) -> list[str]:
    return ["-c:a", "aac", "-b:a", "128k", *_target(folder / "audio")]
