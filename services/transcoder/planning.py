"""The first job of a run: look at the file, decide, and ask for the pieces."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from services.transcoder.errors import EmptyFile, FileTooLarge, SourceMissing
from services.transcoder.keyframes import longest_lead
from services.transcoder.ladder import Motion
from services.transcoder.motion import motion_of
from services.transcoder.patience import patiently
from services.transcoder.plan import PicturePlan, plan
from services.transcoder.run_folder import SOURCE
from services.transcoder.scan import scan
from services.transcoder.seekable import REWRAPPED, Found, find
from services.transcoder.source import Source
from services.transcoder.workbench import Workbench
from shared.contracts.errors import NotFound
from shared.contracts.jobs import PlanJob
from shared.kit import log
from shared.kit.blobs import SOURCES, Blob

R = TypeVar("R")

_logger = log.get("hub.transcoder")


async def make_plan(job: PlanJob, bench: Workbench) -> None:
    """Decides what is made of the file, or raises the `TranscodeError` that the editor is told."""
    blob = await _stat(job, bench)
    if bench.settings.clamd_socket:
        content = bench.blobs.pieces(SOURCES, job.run.source_key)
        await scan(content, bench.settings.clamd_socket)
    found = await find(job, bench, blob)
    motion = await _motion(job, found, blob, bench)
    made = plan(found.probe, job.run.track, motion, rewrapped=found.rewrapped)
    if made.picture:
        picture = await _for_lead(made.picture, job, found, bench)
        made = replace(made, picture=picture)
    folder = bench.folders.at(f"{job.run.prefix.rstrip('/')}/{made.digest(blob.etag)}")
    if found.rewrapped:
        await folder.store(SOURCE, bench.scratch / REWRAPPED)
    await folder.keep_plan(made)
    _logger.info("planned", folder=folder.key, seconds=made.duration_seconds, motion=motion)
    await bench.queue.begin(job.run, folder.key, made)


async def _stat(job: PlanJob, bench: Workbench) -> Blob:
    try:
        found = await patiently(partial(bench.blobs.stat, SOURCES, job.run.source_key))
    except NotFound as error:
        raise SourceMissing(job.run.source_key) from error
    if found.bytes == 0:
        raise EmptyFile
    if found.bytes > bench.settings.max_source_bytes:
        raise FileTooLarge(f"{found.bytes} bytes")
    return found


async def _motion(job: PlanJob, found: Found, blob: Blob, bench: Workbench) -> Motion:
    tools = bench.settings.tools

    async def look(source: Source) -> Motion:
        return await motion_of(found.probe, source, blob.bytes, bench.scratch, tools)

    return await _asked(look, job, found, bench)


async def _for_lead(
    picture: PicturePlan, job: PlanJob, found: Found, bench: Workbench
) -> PicturePlan:
    """With chunks that are worth what is decoded before them."""
    begins, tools = found.probe.begins_seconds, bench.settings.tools

    async def look(source: Source) -> int:
        return await longest_lead(picture, begins, source, bench.scratch, tools)

    lead = await _asked(look, job, found, bench)
    return replace(picture, timeline=picture.timeline.for_lead(lead), lead_seconds=lead)


async def _asked(
    look: Callable[[Source], Awaitable[R]], job: PlanJob, found: Found, bench: Workbench
) -> R:
    """What is found in the file that chunks are made of."""
    if found.rewrapped:
        return await look(found.source)
    return await bench.original(job.run).ask(look, bench.scratch)
