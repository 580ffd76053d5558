"""One hub per data folder."""

import fcntl
import json
import os
import time
from pathlib import Path

from infra.local.failures import AlreadyRunning

_WAIT_SECONDS = 30.0
"""As long as the parts of a hub that was killed may take to end."""


class Lock:
    """Holds the folder; the operating system frees it when its last holder is gone."""

    def __init__(self, folder: Path, address: str) -> None:
        self._descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._take(folder)
        except AlreadyRunning:
            os.close(self._descriptor)
            raise
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps({"pid": os.getpid(), "url": address}).encode(), 0)

    @property
    def descriptor(self) -> int:
        return self._descriptor

    def _take(self, folder: Path) -> None:
        until = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                holder = json.loads(os.pread(self._descriptor, 1000, 0) or b"{}")
                if _is_alive(holder.get("pid", 0)) or time.monotonic() > until:
                    raise AlreadyRunning(_sentence(folder, holder)) from None
                time.sleep(0.1)
            else:
                return

    def release(self) -> None:
        os.close(self._descriptor)


def _sentence(folder: Path, holder: dict[str, object]) -> str:
    return (
        f"A hub is already running with the data in {folder}: {holder.get('url', '?')} "
        f"(process {holder.get('pid', '?')}). Stop it with Ctrl-C in its window, or start "
        "another one beside it: make run PORT=8081 DATA=./data-2"
    )


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid > 0
