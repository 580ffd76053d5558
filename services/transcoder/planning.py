"""The first job of a run: look at the file, decide, and ask for the pieces."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from services.transcoder import commands
from services.transcoder.errors import EmptyFile, FileTooLarge, SourceMissing
from services.transcoder.fragmented import Read, is_fragmented
from services.transcoder.judged import run_judged
from services.transcoder.keyframes import longest_lead
from services.transcoder.ladder import Motion
from services.transcoder.motion import motion_of
from services.transcoder.patience import patiently
from services.transcoder.plan import PicturePlan, plan
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
_OGG = b"OggS"
_SPARE = 64 << 20

R = TypeVar("R")

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
    motion = await _motion(job, found, blob, bench)
    made = plan(found.probe, job.run.track, motion, rewrapped=found.rewrapped)
    if made.picture:
        picture = await _for_lead(made.picture, job, found, bench)
        made = replace(made, picture=picture)
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
    original = bench.original(job.run)
    read = partial(bench.blobs.part, SOURCES, job.run.source_key)
    fragmented = await patiently(partial(is_fragmented, read, blob.bytes))
    if fragmented or await patiently(partial(_is_ogg, read, blob.bytes)):
        await original.copy(bench.scratch)
    first = await original.ask(lambda file: _probed(file, bench), bench.scratch)
    seekable = _is_seekable(first.probe)
    if seekable and not fragmented:
        return first
    await original.ask(lambda file: _rewrap(first.probe, file, blob.bytes, bench), bench.scratch)
    copy = await _probed(local(_REWRAPPED), bench)
    found = _at_the_rate_of(first.probe, copy.probe) if seekable else copy.probe
    return replace(copy, probe=found, rewrapped=True)


async def _is_ogg(read: Read, size: int) -> bool:
    """ffmpeg goes to and fro in its pages (RFC 3533), at a request each time over the network."""
    return await read(0, min(len(_OGG), size)) == _OGG


def _at_the_rate_of(original: Probe, copy: Probe) -> Probe:
    """Matroska rounds times to milliseconds, and its head says an average of that."""
    if original.picture is None or copy.picture is None:
        return copy
    rates = original.picture.frame_rate, original.picture.nominal_rate
    return replace(copy, picture=replace(copy.picture, frame_rate=rates[0], nominal_rate=rates[1]))


async def _motion(job: PlanJob, found: _Found, blob: Blob, bench: Workbench) -> Motion:
    tools = bench.settings.tools

    async def look(source: Source) -> Motion:
        return await motion_of(found.probe, source, blob.bytes, bench.scratch, tools)

    return await _asked(look, job, found, bench)


async def _for_lead(
    picture: PicturePlan, job: PlanJob, found: _Found, bench: Workbench
) -> PicturePlan:
    """With chunks that are worth what is decoded before them."""
    begins, tools = found.probe.begins_seconds, bench.settings.tools

    async def look(source: Source) -> int:
        return await longest_lead(picture, begins, source, bench.scratch, tools)

    lead = await _asked(look, job, found, bench)
    return replace(picture, timeline=picture.timeline.for_lead(lead), lead_seconds=lead)


async def _asked(
    look: Callable[[Source], Awaitable[R]], job: PlanJob, found: _Found, bench: Workbench
) -> R:
    """What is found in the file that chunks are made of."""
    if found.rewrapped:
        return await look(found.source)
    return await bench.original(job.run).ask(look, bench.scratch)


async def _probed(source: Source, bench: Workbench) -> _Found:
    settings = bench.settings
    found = await probe(source, bench.scratch, settings.tools, settings.max_seconds)
    return _Found(found, source, rewrapped=False)


def _is_seekable(found: Probe) -> bool:
    return found.named_duration and bool(_SEEKABLE & set(found.container.split(",")))


async def _rewrap(found: Probe, source: Source, size: int, bench: Workbench) -> None:
    streams = [found.picture.index] if found.picture else []
    streams += [sound.index for sound in found.sounds]
    command = commands.rewrap(source, streams, _REWRAPPED, bench.settings.tools)
    await run_judged(command, to_read(size, written=size * 2 + _SPARE), folder=bench.scratch)
