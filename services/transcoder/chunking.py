"""The job that most of a run consists of: one chunk, and the playlists that it makes longer."""

import asyncio
from pathlib import Path

from msgspec.structs import replace

from services.transcoder.assemble import first_cut
from services.transcoder.chunk import Stretch
from services.transcoder.errors import Damaged, TooCostly
from services.transcoder.judged import Interrupted
from services.transcoder.landing import count, land
from services.transcoder.manifest import ChunkManifest
from services.transcoder.plan import PicturePlan, Plan
from services.transcoder.playback import STILL
from services.transcoder.run_folder import RunFolder
from services.transcoder.source import Source
from services.transcoder.still import take_still
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import ChunkJob
from shared.kit import log

_BEGINNING = "beginning.mp4"

_logger = log.get("hub.transcoder")


async def make_chunk(job: ChunkJob, bench: Workbench) -> None:
    """Makes the chunk, unless it is finished; then asks for the one that follows."""
    folder = bench.folders.at(job.folder)
    plan = await folder.plan()
    if plan.picture and await folder.chunk(job.number) is None:
        await _make(job, plan, plan.picture, folder, bench)
    await land(job.run, folder, plan, bench)
    await bench.queue.go_on(job, plan)


async def _make(
    job: ChunkJob, plan: Plan, picture: PicturePlan, folder: RunFolder, bench: Workbench
) -> None:
    await count(folder, plan, bench)
    cut = first_cut(plan, await folder.pieces())
    if cut is not None and job.number >= cut:
        await folder.keep_chunk(job.number, ChunkManifest(frames=0, pieces={}, codecs={}))
        return
    on_progress = bench.stage.encoding if bench.stage else lambda _: None
    stretch = Stretch(picture, job.number, bench.scratch, bench.settings.tools, on_progress)
    manifest = await _encoded(job, plan, stretch, bench)
    for rendition, piece in manifest.pieces.items():
        name = f"{rendition}-{piece.init}"
        await folder.store(f"{rendition}/{piece.init}", bench.scratch / name)
        await folder.store(f"{rendition}/{piece.object}", bench.scratch / f"{rendition}.mp4")
    if job.number == 0 and not manifest.is_empty:
        still = await _keep_still(picture, manifest, folder, bench)
        manifest = replace(manifest, still=still)
    await folder.keep_chunk(job.number, manifest)
    _logger.info("chunk made", folder=folder.key, number=job.number)


async def _keep_still(
    picture: PicturePlan, manifest: ChunkManifest, folder: RunFolder, bench: Workbench
) -> bool:
    """The first picture that anybody sees of the film; a better one comes at the end. The film is
    not given up for want of it.
    """
    name, scratch = picture.largest.name, bench.scratch
    init = scratch / f"{name}-{manifest.pieces[name].init}"
    await asyncio.to_thread(_join, (init, scratch / f"{name}.mp4"), scratch / _BEGINNING)
    try:
        await take_still(_BEGINNING, STILL, scratch, bench.settings.tools)
    except (Damaged, TooCostly) as error:
        _logger.warning("no still picture", code=error.code, detail=error.detail[-500:])
        return False
    await folder.store(STILL, scratch / STILL)
    return True


def _join(parts: tuple[Path, ...], whole: Path) -> None:
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))


async def _encoded(job: ChunkJob, plan: Plan, stretch: Stretch, bench: Workbench) -> ChunkManifest:
    """What came from the store in fewer frames than expected is not believed: a connection may
    have been lost. The file is fetched whole, and only then it is the file that is damaged.
    """
    stored = bench.source(job.run, bench.folders.at(job.folder), plan)
    try:
        made = await stretch.encode(stored.remote)
        if made.frames >= stretch.wanted:
            return made
        _logger.info("chunk is short", number=job.number, frames=made.frames)
    except (Damaged, Interrupted) as doubt:
        reason = type(doubt).__name__
        _logger.info("asking a copy", number=job.number, reason=reason, detail=doubt.detail[-500:])
    return await _from_copy(await stored.copy(bench.scratch), stretch)


async def _from_copy(source: Source, stretch: Stretch) -> ChunkManifest:
    try:
        made = await stretch.encode(source)
    except Damaged:
        made = ChunkManifest(frames=0, pieces={}, codecs={})
    if made.frames >= stretch.wanted or not await stretch.goes_on(source):
        return made
    return await stretch.fill(source, made.frames)
