"""The first job of a run: look at the file, decide, and ask for the pieces."""

from functools import partial

from msgspec import Struct

from services.transcoder import commands
from services.transcoder.errors import EmptyFile, FileTooLarge, SourceMissing
from services.transcoder.judged import run_judged
from services.transcoder.motion import motion_of
from services.transcoder.patience import patiently
from services.transcoder.plan import plan
from services.transcoder.probe import Probe, probe
from services.transcoder.run_folder import SOURCE
from services.transcoder.scan import scan
from services.transcoder.source import Source, local
from services.transcoder.workbench import Workbench
from shared.contracts.errors import NotFound
from shared.contracts.jobs import PlanJob
from shared.kit import log
from shared.kit.blobs import SOURCES, Blob
from shared.kit.process import to_read

_REWRAPPED = "rewrapped.mkv"
_SEEKABLE = {"mov", "mp4", "matroska", "webm"}
_SPARE = 64 << 20

_logger = log.get("hub.transcoder")


class _Found(Struct, frozen=True):
    probe: Probe
    source: Source
    rewrapped: bool


async def make_plan(job: PlanJob, bench: Workbench) -> None:
    """Decides what is made of the file, or raises the `TranscodeError` that the editor is told."""
    blob = await _stat(job, bench)
    if bench.settings.clamd_socket:
        content = bench.blobs.pieces(SOURCES, job.run.source_key)
        await scan(content, bench.settings.clamd_socket)
    found = await _find(job, bench, blob)
    motion = await motion_of(
        found.probe, found.source, blob.bytes, bench.scratch, bench.settings.tools
    )
    made = plan(found.probe, job.run.track, motion, rewrapped=found.rewrapped)
    folder = bench.folders.at(f"{job.run.prefix.rstrip('/')}/{made.digest(blob.etag)}")
    if found.rewrapped:
        await folder.store(SOURCE, bench.scratch / _REWRAPPED)
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


async def _find(job: PlanJob, bench: Workbench, blob: Blob) -> _Found:
    """A file that cannot be sought in reliably is first put into a container that can be."""
    original, settings = bench.original(job.run), bench.settings
    first = await probe(original.remote, bench.scratch, settings.tools, settings.max_seconds)
    if _is_seekable(first):
        return _Found(first, original.remote, rewrapped=False)
    await original.ask(lambda file: _rewrap(first, file, blob.bytes, bench), bench.scratch)
    copy = local(_REWRAPPED)
    second = await probe(copy, bench.scratch, settings.tools, settings.max_seconds)
    return _Found(second, copy, rewrapped=True)


def _is_seekable(found: Probe) -> bool:
    return found.named_duration and bool(_SEEKABLE & set(found.container.split(",")))


async def _rewrap(found: Probe, source: Source, size: int, bench: Workbench) -> None:
    streams = [found.picture.index] if found.picture else []
    streams += [sound.index for sound in found.sounds]
    command = commands.rewrap(source, streams, _REWRAPPED, bench.settings.tools)
    await run_judged(command, to_read(size, written=size * 2 + _SPARE), folder=bench.scratch)
