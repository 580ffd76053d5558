"""Starts another program under limits: `confine.py PARENT CPU_S MEMORY_B FILE_B NICE -- …`.

A file of its own, run before the program, because code between fork and exec is unsafe where
threads run. The limits and the nice level are the program's own, not the caller's.
"""

import ctypes
import os
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1


_GRACE_CPU_SECONDS = 5


def _limit(kind: int, value: int, grace: int = 0) -> None:
    """`grace` lets the kernel say SIGXCPU first; at the hard limit it kills without a word."""
    hard = resource.getrlimit(kind)[1]
    ceiling = value + grace if hard == resource.RLIM_INFINITY else min(value + grace, hard)
    resource.setrlimit(kind, (min(value, ceiling), ceiling))


def _die_with_parent(parent: int) -> None:
    """On Linux the kernel kills the program when the caller dies, even by SIGKILL."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def main(arguments: list[str]) -> None:
    parent, cpu_seconds, memory_bytes, file_bytes, nice = (int(word) for word in arguments[:5])
    _die_with_parent(parent)
    _limit(resource.RLIMIT_CPU, cpu_seconds, _GRACE_CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, file_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform == "linux":
        _limit(resource.RLIMIT_AS, memory_bytes)
    os.nice(nice)
    for kind in (signal.SIGXFSZ, signal.SIGPIPE):
        signal.signal(kind, signal.SIG_DFL)  # Python ignores them, and the program would inherit it
    program = arguments[6:]
    os.execvp(program[0], program)  # noqa: S606 - replacing this process is the point


if __name__ == "__main__":
    main(sys.argv[1:])
