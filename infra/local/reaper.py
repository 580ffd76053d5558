"""Stops the parts when the supervisor is gone, even by SIGKILL. Runs as a process of its own.

Standard input names the process groups: `+123 1` began in tier 1, `-123` ended. Its end means
that the supervisor is gone; what is left then gets SIGTERM, higher tiers first, and SIGKILL
after a while. Works alike on Linux and macOS, and reaches the parts' own children.
"""

import os
import signal
import sys
import time

PATIENCE_SECONDS = {0: 15.0}
OTHER_SECONDS = 5.0


def send(group: int, number: int) -> bool:
    """Whether there was somebody to get the signal."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def listen() -> dict[int, int]:
    """The groups that are left when the supervisor is gone, with their tiers."""
    groups: dict[int, int] = {}
    for line in sys.stdin:
        if line.startswith("+"):
            group, tier = map(int, line[1:].split())
            groups[group] = tier
        else:
            groups.pop(int(line[1:]), None)
    return groups


def end(groups: set[int], seconds: float) -> None:
    """SIGTERM, then SIGKILL to those left after `seconds`."""
    left = {group for group in groups if send(group, signal.SIGTERM)}
    until = time.monotonic() + seconds
    while left and time.monotonic() < until:
        time.sleep(0.05)
        left = {group for group in left if send(group, 0)}
    for group in left:
        send(group, signal.SIGKILL)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = listen()
    for tier in sorted(set(groups.values()), reverse=True):
        members = {group for group, its in groups.items() if its == tier}
        end(members, PATIENCE_SECONDS.get(tier, OTHER_SECONDS))


if __name__ == "__main__":
    main()
