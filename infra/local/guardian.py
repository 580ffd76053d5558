"""The supervisor's end of the reaper."""

import subprocess
import sys
from pathlib import Path

_SCRIPT = Path(__file__).with_name("reaper.py")


class Guardian:
    """A small process that outlives the supervisor for as long as parts are left.

    It also holds the data folder's lock, so that no other hub starts before the parts are gone.
    """

    def __init__(self, lock: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_SCRIPT)],
            stdin=subprocess.PIPE,
            pass_fds=[lock],
            start_new_session=True,
            text=True,
            bufsize=1,
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def watch(self, group: int, tier: int) -> None:
        """From now on, `group` does not outlive the supervisor; low tiers are ended last."""
        self._say(f"+{group} {tier}\n")

    def forget(self, group: int) -> None:
        self._say(f"-{group}\n")

    def _say(self, line: str) -> None:
        if self._process.stdin is None:
            raise RuntimeError("the reaper has no standard input")
        self._process.stdin.write(line)

    def close(self) -> None:
        """Lets it go; with nothing left to stop, it ends at once."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=40)
