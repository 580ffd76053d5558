"""What a process and its children have cost."""

import os
import subprocess
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a processor, the kernel's too, and by the clock."""

    cpu: float
    clock: float


def cost(command: list[str]) -> Cost:
    """Runs ffmpeg to its end."""
    words = [command[0], "-v", "error", "-nostdin", "-y", *command[1:]]
    began = time.perf_counter()
    running = subprocess.Popen(words)
    _, status, usage = os.wait4(running.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, words)
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - began)


def one_by_one(costs: Iterable[Cost]) -> float:
    """Seconds by the clock of processes one after the other."""
    return sum(each.clock for each in costs)


def side_by_side(costs: Sequence[Cost], cores: int) -> float:
    """Seconds by the clock of one process a core, at best: the longest first, no order is much
    better; and no core does two things at once.
    """
    ends = [0.0] * cores
    for clock in sorted((each.clock for each in costs), reverse=True):
        ends[ends.index(min(ends))] += clock
    return max(*ends, sum(each.cpu for each in costs) / cores)


def spent(pid: int) -> float:
    """CPU seconds of a running process with those of its children, running or ended."""
    own = _stat(pid)
    return sum(own) / _TICKS + sum(sum(_stat(child)) / _TICKS for child in _children(pid))


def _children(pid: int) -> list[int]:
    words = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(word) for word in words]


def _stat(pid: int) -> tuple[int, ...]:
    """utime, stime, cutime, cstime (proc_pid_stat(5)), in ticks."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except FileNotFoundError:
        return (0, 0, 0, 0)
    return tuple(int(field) for field in fields[11:15])
