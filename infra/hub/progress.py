"""Progress on standard error: one line that is rewritten, or a line for every tenth."""

import sys
import time
from typing import Self, TextIO

from gateway.pages.formats import SPACE, clock, number

_REDRAW_SECONDS = 0.1
_STEADY_SECONDS = 1.0


class Meter:
    """Shows how much of something is done. Use it as a context, so that the line is ended.

    `live` rewrites one line; it is for terminals, and for one meter at a time.
    """

    def __init__(
        self, label: str, *, stream: TextIO | None = None, live: bool | None = None
    ) -> None:
        self._label = label
        self._stream = stream or sys.stderr
        self._live = self._stream.isatty() if live is None else live
        self._drawn_at = 0.0
        self._tenth = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._live and self._drawn_at:
            print(file=self._stream, flush=True)

    def show(self, fraction: float, detail: str = "") -> None:
        """`fraction` from 0 to 1."""
        line = f"{self._label}: {int(fraction * 100):3}{SPACE}%  {detail}".rstrip()
        if self._live:
            self._redraw(line, last=fraction >= 1)
        elif int(fraction * 10) > self._tenth:
            self._tenth = int(fraction * 10)
            print(line, file=self._stream, flush=True)

    def _redraw(self, line: str, *, last: bool) -> None:
        moment = time.monotonic()
        if last or moment - self._drawn_at >= _REDRAW_SECONDS:
            self._drawn_at = moment
            print(f"\r\x1b[K{line}", end="", file=self._stream, flush=True)


class Transfer:
    """Counts bytes and reckons speed and remaining time; `there` bytes had arrived before."""

    def __init__(self, meter: Meter, total: int) -> None:
        self._meter = meter
        self._total = total
        self._done = 0
        self._there = 0
        self._began = time.monotonic()

    def skip(self, size: int) -> None:
        """Bytes that need not be sent."""
        self._there += size
        self.add(size)

    def add(self, size: int) -> None:
        """Bytes that are on their way; negative where a part must be sent again."""
        self._done += size
        self._meter.show(self._done / self._total, self._detail())

    def _detail(self) -> str:
        seconds = time.monotonic() - self._began
        sent = self._done - self._there
        if seconds < _STEADY_SECONDS or sent <= 0:
            return ""
        speed = sent / seconds
        left = clock((self._total - self._done) / speed)
        return f"{number(speed / 1e6, 1)}{SPACE}MB/s  noch {left}"
