"""Brings the finished files to the object store, the playlists last."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from pathlib import Path

from services.transcoder.patience import patiently
from services.transcoder.playlists import MASTER
from shared.kit.blobs import RENDERS, Blobs

CONTENT_TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".jpg": "image/jpeg",
}
_AT_ONCE = 4


async def publish(
    out: Path, prefix: str, blobs: Blobs, on_progress: Callable[[float], None]
) -> None:
    """Stores every file of `out` below `prefix`; nobody finds a playlist before its segments."""
    files = await asyncio.to_thread(_files, out)
    media = [path for path in files if path.suffix != ".m3u8"]
    playlists = [path for path in files if path.suffix == ".m3u8" and path.name != MASTER]
    done = 0

    async def store(path: Path) -> None:
        nonlocal done
        key = f"{prefix}/{path.relative_to(out).as_posix()}"
        content_type = CONTENT_TYPES[path.suffix]
        await patiently(partial(blobs.store, RENDERS, key, path, content_type))
        done += 1
        on_progress(done / len(files))

    for stage in (media, playlists, [out / MASTER]):
        waiting = iter(stage)
        async with asyncio.TaskGroup() as storing:
            for _ in range(_AT_ONCE):
                storing.create_task(_each(waiting, store))


def _files(out: Path) -> list[Path]:
    return sorted(path for path in out.rglob("*") if path.is_file())


async def _each(waiting: Iterator[Path], store: Callable[[Path], Awaitable[None]]) -> None:
    for path in waiting:
        await store(path)
