"""The demo's videos, rendered by a process of its own: it takes nothing from the sending."""

import asyncio
import contextlib
import subprocess
import sys
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any

import msgspec

from infra.hub.failures import CommandFailed
from infra.seed.render import RenderedVideo

_STOP_SECONDS = 5


async def render(out: Path) -> list[RenderedVideo]:
    """All videos, rendered in `out`; what is there already is taken as it is."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.hub.render_videos", str(out)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        made, _ = await asyncio.gather(_result(process), _pass_on(process))
        await process.wait()
    finally:
        await _end(process)
    if process.returncode:
        raise CommandFailed("Die Videos der Demo konnten nicht erzeugt werden, siehe oben.")
    return msgspec.json.decode(made, type=list[RenderedVideo], dec_hook=_path)


async def _result(process: Process) -> bytes:
    return await process.stdout.read() if process.stdout else b""


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
