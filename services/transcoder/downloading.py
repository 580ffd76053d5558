"""The download: a rendition and the sound as one plain MP4, joined without encoding."""

import asyncio
from pathlib import Path

from services.transcoder import commands
from services.transcoder.assemble import Assembled, until
from services.transcoder.chunk import LEAST_CPU_SECONDS, MEMORY_BYTES
from services.transcoder.judged import run_judged
from services.transcoder.manifest import Piece
from services.transcoder.plan import Plan
from services.transcoder.run_folder import RunFolder
from services.transcoder.workbench import Workbench
from shared.kit.process import Limits


def download_name(plan: Plan) -> str:
    """For instance `download-720p.mp4`."""
    return f"download-{plan.picture.download}.mp4" if plan.picture else "download-audio.m4a"


async def make_download(plan: Plan, state: Assembled, folder: RunFolder, bench: Workbench) -> Path:
    """Writes the file into the scratch folder and keeps it in the run's."""
    picture = sound = None
    if plan.picture:
        name = plan.picture.download
        pieces = [chunk.pieces[name] for chunk in state.chunks]
        picture = await _joined(name, pieces, folder, bench.scratch)
    if state.sounds:
        first = state.sounds[0]
        sound = await _joined(first.name, [until(first, state.seconds)], folder, bench.scratch)
    target = bench.scratch / download_name(plan)
    command = commands.download(picture, sound, target.name, bench.settings.tools)
    await run_judged(command, _limits(plan, state), folder=bench.scratch)
    await folder.store(target.name, target)
    return target


async def _joined(name: str, pieces: list[Piece], folder: RunFolder, scratch: Path) -> str:
    """A rendition as one file: its init segment and its pieces one after the other."""
    joined, part = scratch / f"{name}.joined.mp4", scratch / "part"
    init = await folder.read(f"{name}/{pieces[0].init}")
    await asyncio.to_thread(joined.write_bytes, init)
    for piece in pieces:
        await folder.fetch(f"{name}/{piece.object}", part)
        await asyncio.to_thread(_append, part, joined, piece.bytes)
    return joined.name


def _append(part: Path, joined: Path, most: int) -> None:
    with part.open("rb") as source, joined.open("ab") as target:
        while most > 0 and (block := source.read(min(most, 1 << 20))):
            target.write(block)
            most -= len(block)


def _limits(plan: Plan, state: Assembled) -> Limits:
    rate = plan.picture.largest.maxrate if plan.picture else 0
    cpu = LEAST_CPU_SECONDS + int(state.seconds)
    return Limits(
        cpu_seconds=cpu,
        wall_seconds=cpu * 4,
        memory_bytes=MEMORY_BYTES,
        file_bytes=(64 << 20) + int((rate / 8 + 40_000) * state.seconds * 1.5),
    )
