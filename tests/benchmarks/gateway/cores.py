"""One core for the server, another for the load, and how busy each was."""

import os
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import psutil

T = TypeVar("T")

_CAN_PIN = hasattr(os, "sched_setaffinity")
_ALL = sorted(os.sched_getaffinity(0)) if _CAN_PIN else []
PINNED = len(_ALL) > 1
"""Elsewhere than on Linux, or with one core alone, nothing is pinned."""


@contextmanager
def on_the_servers_core() -> Iterator[None]:
    """Whatever is started within runs on one core; this program goes back to another one."""
    if not PINNED:
        yield
        return
    os.sched_setaffinity(0, _ALL[:1])
    try:
        yield
    finally:
        os.sched_setaffinity(0, _ALL[1:2])


@dataclass(frozen=True, slots=True)
class Busy:
    """Shares of a core: the server's programs together, and the load's."""

    server: float
    load: float

    def __str__(self) -> str:
        limit = "  THE LOAD WAS THE LIMIT" if self.load > 0.95 > self.server else ""
        return f"server {self.server:4.0%}, load {self.load:4.0%} of a core{limit}"


async def watched(pids: list[int], work: Awaitable[T]) -> tuple[T, Busy]:
    """What came of the work, and how busy it made both sides."""
    before, own, began = _seconds(pids), time.process_time(), time.perf_counter()
    result = await work
    took = time.perf_counter() - began
    server = _seconds(pids) - before
    return result, Busy(server / took, (time.process_time() - own) / took)


def _seconds(pids: list[int]) -> float:
    return sum(_of(psutil.Process(pid)) for pid in pids)


def _of(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return float(sum(sum(each.cpu_times()[:2]) for each in family))
