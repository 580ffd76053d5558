"""Waits, and what they come to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds of each request."""

    seconds: list[float]

    def percentile(self, percent: int) -> float:
        """Milliseconds that so many percent of the requests did not exceed."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

    def __str__(self) -> str:
        p50, p95 = self.percentile(50), self.percentile(95)
        return f"p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  ({len(self.seconds)} requests)"
