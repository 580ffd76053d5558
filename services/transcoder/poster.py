"""Which frame of a film stands for it: bright, rich and sharp, and neither title nor credits."""

import math

from msgspec import Struct

from services.transcoder.commands import compiled
from services.transcoder.judged import run_judged
from services.transcoder.pictures import Film
from services.transcoder.tools import Tools

MOST_CANDIDATES = 60

_WIDTH = 320
_BEGINNING, _END = 0.05, 0.9
_OUTSIDE = 0.7
"""What a frame is worth in the film's first twentieth or last tenth: titles and credits."""

_FINALISTS = 8
_AROUND_SECONDS = 0.2
_RESTLESS = 4.0
"""Mean change of luma from frame to frame that makes a frame worth half: cross-fades, wipes, and
what moves so fast that it is blurred."""

_DARK, _DIM, _BRIGHT, _WHITE = 24, 60, 190, 235
"""Mean luma (16 is black, 235 white): from `_DIM` to `_BRIGHT` it is as good as any."""

_WHITE_WORTH = 0.5
"""A slide on white is bright and still worth showing."""

_SHARP = 12.0
"""Mean of the absolute second derivative of luma that counts as entirely sharp."""

_LUMA = "lavfi.signalstats.YAVG"
_CHANGE = "lavfi.signalstats.YDIF"
_DETAIL = "lavfi.signalstats.UAVG"
_ENTROPY = "lavfi.entropy.normalized_entropy.normal.Y"


class Candidate(Struct, frozen=True, kw_only=True):
    """A frame: its mean luma, the entropy of its luma (0 to 1), and its mean detail."""

    at_seconds: float
    luma: float
    entropy: float
    detail: float

    @property
    def score(self) -> float:
        """0 for what is black, plain or entirely blurred; about 1 at most."""
        sharpness = min(1.0, math.log1p(self.detail) / math.log1p(_SHARP))
        return _lightness(self.luma) * self.entropy * sharpness


class Candidates:
    """Reads what the filter `metadata` prints, line by line."""

    def __init__(self) -> None:
        self.found: list[Candidate] = []
        self._values: dict[str, float] = {}

    def read(self, line: str) -> None:
        if line.startswith("frame:"):
            self._values = {"at": float(line.rpartition("pts_time:")[2])}
            return
        key, _, value = line.partition("=")
        if key in (_LUMA, _DETAIL, _ENTROPY):
            self._values[key] = float(value)
            if len(self._values) == 4:
                self._keep()

    def _keep(self) -> None:
        self.found.append(
            Candidate(
                at_seconds=self._values["at"],
                luma=self._values[_LUMA],
                entropy=self._values[_ENTROPY],
                detail=self._values[_DETAIL],
            )
        )


class Changes:
    """Reads how much each frame differs from the one before it; the first has none before it."""

    def __init__(self) -> None:
        self._found: list[float] = []

    def read(self, line: str) -> None:
        key, _, value = line.partition("=")
        if key == _CHANGE:
            self._found.append(float(value))

    @property
    def mean(self) -> float:
        changes = self._found[1:]
        return sum(changes) / len(changes) if changes else 0.0


async def poster_seconds(film: Film, tools: Tools) -> float:
    """The time of the best of up to 60 keyframes that are spread over the film; 0 without any."""
    candidates, folder = Candidates(), film.folder
    await run_judged(
        print_candidates(film, tools), film.limits, folder=folder, on_line=candidates.read
    )
    chosen, most = 0.0, 0.0
    for candidate in finalists(candidates.found, film.seconds):
        changes = Changes()
        command = print_changes(film, candidate.at_seconds, tools)
        await run_judged(command, film.limits, folder=folder, on_line=changes.read)
        worth = worth_of(candidate, film.seconds) * calmness(changes.mean)
        if worth > most:
            chosen, most = candidate.at_seconds, worth
    return chosen


def finalists(candidates: list[Candidate], seconds: float) -> list[Candidate]:
    """The best of the candidates, the best first."""
    ranked = sorted(candidates, key=lambda candidate: -worth_of(candidate, seconds))
    return ranked[:_FINALISTS]


def worth_of(candidate: Candidate, seconds: float) -> float:
    """The score, less near the film's ends."""
    inside = _BEGINNING * seconds <= candidate.at_seconds <= _END * seconds
    return candidate.score * (1.0 if inside else _OUTSIDE)


def calmness(change: float) -> float:
    """1 for a standing picture."""
    return 1 / (1 + change / _RESTLESS)


def print_changes(film: Film, at_seconds: float, tools: Tools) -> list[str]:
    """Prints how much changes from frame to frame around a time."""
    begin = max(0.0, at_seconds - _AROUND_SECONDS)
    picture = (
        film.opened(ss=f"{begin:.3f}", t=2 * _AROUND_SECONDS, threads=tools.threads)
        .filter("scale", _WIDTH, -2, flags="area")
        .filter("signalstats")
        .filter("metadata", mode="print", key=_CHANGE, file="pipe:1", direct=1)
    )
    return compiled(picture.output("-", f="null", fps_mode="passthrough"), tools)


def print_candidates(film: Film, tools: Tools) -> list[str]:
    """Prints luma, entropy and detail of keyframes. The second plane becomes the luma's Laplacian,
    so that one statistic tells both."""
    interval = film.seconds / MOST_CANDIDATES
    laplacian = "0 -1 0 -1 4 -1 0 -1 0"
    plain = "0 0 0 0 1 0 0 0 0"
    picture = (
        film.opened(skip_frame="nokey", discard="nokey", threads=tools.threads)
        .filter("select", f"isnan(prev_selected_t)+gte(t-prev_selected_t,{interval:.3f})")
        .filter("scale", _WIDTH, -2, flags="area", out_range="tv")
        .filter("format", "yuv444p")
        .filter("shuffleplanes", 0, 0, 2)
        .filter("entropy")
        .filter("convolution", plain, laplacian, plain, plain, **{"1rdiv": 1})
        .filter("signalstats")
        .filter("metadata", mode="print", file="pipe:1", direct=1)
    )
    output = picture.output("-", f="null", fps_mode="passthrough")
    return compiled(output, tools)


def _lightness(luma: float) -> float:
    if luma < _DIM:
        return max(0.0, (luma - _DARK) / (_DIM - _DARK))
    if luma > _BRIGHT:
        return 1.0 - (1 - _WHITE_WORTH) * min(1.0, (luma - _BRIGHT) / (_WHITE - _BRIGHT))
    return 1.0
