"""Scratch folders: one per process, locked while it lives, and one per job inside."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

_LOCK = "lock"
_PREFIX = "worker-"


@asynccontextmanager
async def workspace(work_dir: Path) -> AsyncIterator[Path]:
    """A folder of this process; clears what killed processes left in `work_dir`."""
    await asyncio.to_thread(_clear, work_dir)
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=_PREFIX, dir=work_dir))
    with _locked(folder):
        try:
            yield folder
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


@asynccontextmanager
async def job_folder(workspace: Path) -> AsyncIterator[Path]:
    """An empty folder that is removed however the job ends."""
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="job-", dir=workspace))
    try:
        yield folder
    finally:
        await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)


def _clear(work_dir: Path) -> None:
    work_dir.mkdir(parents=True, exist_ok=True)
    for folder in work_dir.glob(f"{_PREFIX}*"):
        try:
            with _locked(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except (BlockingIOError, FileNotFoundError):
            continue  # its process lives, or another has just cleared it


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """The kernel lets go of the lock when the process ends, killed or not."""
    handle = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
