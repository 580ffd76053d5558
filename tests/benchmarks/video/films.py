"""The films that are measured: one that moves and one that stands, made by ffmpeg."""

from pathlib import Path

from infra.local import checks
from tests.benchmarks.video.process import cost

_SOUND = "anoisesrc=c=pink:r=48000:a=0.2,highpass=200,lowpass=4000"
_CODING = (
    *("-c:v", "libx264", "-preset", "veryfast", "-crf", "18", "-pix_fmt", "yuv420p"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
    *("-c:a", "aac", "-b:a", "160k"),
)


def moving(path: Path, seconds: int) -> Path:
    """1080p at 25 frames a second, of which each differs from the one before in many places."""
    return _made(path, "testsrc2=size=1920x1080:rate=25", seconds)


def from_a_phone(path: Path, seconds: int) -> Path:
    """4K in HEVC with a sensor's noise, as newer phones record: dear to decode."""
    noise = "testsrc2=size=3840x2160:rate=25,noise=alls=8:allf=t"
    return _made(path, noise, seconds, ("-c:v", "libx265", "-preset", "superfast", "-crf", "22"))


def slides(path: Path, seconds: int) -> Path:
    """1080p that stands for six seconds at a time, with a small clock that runs."""
    shapes = "drawgrid=w=160:h=120:t=2:c=navy@0.5,hue=H='2*PI*floor(t/6)/7'"
    clock = "drawbox=x=1700+20*mod(floor(t)\\,8):y=1000:w=16:h=40:t=fill:c=black"
    return _made(path, f"color=c=0xd0e0f0:size=1920x1080:rate=25,{shapes},{clock}", seconds)


def _made(path: Path, picture: str, seconds: int, coding: tuple[str, ...] = ()) -> Path:
    inputs = ("-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", _SOUND)
    cost([checks.ffmpeg(), *inputs, "-t", str(seconds), *_CODING, *coding, str(path)])
    return path
