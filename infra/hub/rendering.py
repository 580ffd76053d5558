"""The demo's videos, rendered by a process of its own: it takes nothing from the sending."""

import asyncio
import contextlib
import subprocess
import sys
from asyncio.subprocess import Process
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from infra.hub.failures import CommandFailed
from infra.seed.render import RenderedVideo

_STOP_SECONDS = 5
_FAILED = "Die Videos der Demo konnten nicht erzeugt werden, siehe oben."


class Films:
    """Films that are rendered one after the other."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._films: defaultdict[str, asyncio.Future[RenderedVideo]] = defaultdict(asyncio.Future)
        self._reading = asyncio.create_task(self._read())

    async def film(self, slug: str) -> RenderedVideo:
        """Waits for it; `CommandFailed` where the rendering ends without it."""
        film = self._films[slug]
        awaited: set[asyncio.Future[Any]] = {film, self._reading}
        await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        if not film.done():
            await self._reading
            raise CommandFailed(_FAILED)
        return film.result()

    async def end(self) -> None:
        """Reads no more."""
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)

    async def _read(self) -> None:
        await asyncio.gather(self._take(), _pass_on(self._process))
        if await self._process.wait():
            raise CommandFailed(_FAILED)

    async def _take(self) -> None:
        while self._process.stdout and (line := await self._process.stdout.readline()):
            made = msgspec.json.decode(line, type=RenderedVideo, dec_hook=_path)
            self._films[made.slug].set_result(made)


@asynccontextmanager
async def rendering(out: Path) -> AsyncIterator[Films]:
    """Renders all videos in `out` while open; what is there already is taken as it is."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.hub.render_videos", str(out)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    films = Films(process)
    try:
        yield films
    finally:
        await _end(process)
        await films.end()


async def _pass_on(process: Process) -> None:
    """Line by line, so that they do not mix with ours."""
    while process.stderr and (line := await process.stderr.readline()):
        print(line.decode(errors="replace"), end="", file=sys.stderr, flush=True)


async def _end(process: Process) -> None:
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_SECONDS)
    except TimeoutError:
        process.kill()


def _path(kind: type, value: object) -> Any:
    if kind is Path and isinstance(value, str):
        return Path(value)
    raise NotImplementedError(kind)
