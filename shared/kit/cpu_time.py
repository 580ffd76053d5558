"""What a running program has used of the processor: its own, whatever runs beside it."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

LOOK_SECONDS = 0.25
_TICKS = os.sysconf("SC_CLK_TCK")


class CpuTime:
    """Looks again and again, as a program that has ended cannot be asked any more."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def watch(self, pid: int) -> None:
        """Until it is cancelled. On systems without /proc nothing is seen."""
        while True:
            with suppress(OSError):  # it has ended
                self.seconds = max(self.seconds, _used(pid))
            await asyncio.sleep(LOOK_SECONDS)


def _used(pid: int) -> float:
    """utime and stime of all its threads (proc_pid_stat(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / _TICKS
