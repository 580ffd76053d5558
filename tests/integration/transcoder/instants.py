"""When a picture flashes and when a sound is heard, and whether a tone goes on unbroken."""

import math
import subprocess
from array import array
from itertools import pairwise
from pathlib import Path

from tests.integration.transcoder.films import FFMPEG

RATE = 48_000
_BLOCK = RATE // 10


def flashes(path: Path) -> list[int]:
    """The numbers of the frames, in the order of their showing, at which black becomes white."""
    words = ("-map", "0:v:0", "-vf", "scale=1:1:flags=area,format=gray", "-fps_mode", "passthrough")
    levels = _decoded(path, *words, "-f", "rawvideo")
    return [at for at, (one, next_) in enumerate(pairwise(levels), start=1) if one < 128 <= next_]


def waveform(path: Path) -> "array[float]":
    """The samples of a sound in one channel, from the time 0 on: what lies before is not heard."""
    cut = "atrim=start=0,pan=mono|c0=c0"
    words = ("-map", "0:a:0", "-af", cut, "-ar", str(RATE), "-f", "f32le")
    return array("f", _decoded(path, *words))


def beeps(sound: "array[float]") -> list[float]:
    """The seconds at which silence ends."""
    loud = max(map(abs, sound)) / 2
    heard = [at for at, value in enumerate(sound) if abs(value) > loud]
    begins = [heard[0], *(next_ for one, next_ in pairwise(heard) if next_ - one > RATE // 4)]
    return [at / RATE for at in begins]


def worst_click(tone: "array[float]", hertz: float) -> float:
    """How far a sample lies at most from where its neighbours put it, as a share of the tone."""
    bend = 2 * math.cos(math.tau * hertz / RATE)
    inner = zip(tone, tone[1:], tone[2:], strict=False)
    return max(abs(one + next_ - bend * here) for one, here, next_ in inner) / max(tone)


def phases(tone: "array[float]", hertz: float) -> list[float]:
    """The tone's phase in each tenth of a second against a clock, in radians."""
    turn = [math.tau * hertz * at / RATE for at in range(_BLOCK)]
    waves = [math.cos(angle) for angle in turn], [math.sin(angle) for angle in turn]
    found = []
    for begin in range(0, len(tone) - _BLOCK + 1, _BLOCK):
        block = tone[begin : begin + _BLOCK]
        x, y = (sum(map(float.__mul__, block, wave)) for wave in waves)
        found.append((math.atan2(y, x) - math.tau * hertz * begin / RATE) % math.tau)
    return found


def _decoded(path: Path, *words: str) -> bytes:
    command = [FFMPEG, "-v", "error", "-nostdin", "-copyts", "-i", str(path), *words, "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
