"""ffmpeg's `-progress` lines, read into how far it is."""

import math


class Progress:
    """How far a run over `duration_seconds` is. Times are seconds of video."""

    def __init__(self, duration_seconds: float) -> None:
        self._duration = duration_seconds
        self.seconds = 0.0
        self.speed = 0.0

    def read(self, line: str) -> None:
        """Takes a line `key=value`; what is not a number (`N/A`) changes nothing."""
        key, _, value = line.partition("=")
        try:
            if key == "out_time_us":
                self.seconds = max(self.seconds, int(value) / 1_000_000)
            elif key == "speed":
                speed = float(value.strip().rstrip("x"))
                self.speed = speed if math.isfinite(speed) else self.speed
        except ValueError:
            return

    @property
    def fraction(self) -> float:
        return min(1.0, self.seconds / self._duration) if self._duration > 0 else 0.0
