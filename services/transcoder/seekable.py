"""The file that chunks are made of: one whose places can be sought in."""

from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from services.transcoder import commands
from services.transcoder.errors import Damaged, Untimed
from services.transcoder.fragmented import Read, is_fragmented
from services.transcoder.judged import run_judged
from services.transcoder.patience import patiently
from services.transcoder.probe import Probe, probe
from services.transcoder.source import Source, local
from services.transcoder.workbench import Workbench
from shared.contracts.jobs import PlanJob
from shared.kit.blobs import SOURCES, Blob
from shared.kit.process import to_read

REWRAPPED = "rewrapped.mkv"
_SEEKABLE = {"mov", "mp4", "matroska", "webm"}
_OGG = b"OggS"
_NO_TIMES = "unknown timestamp"
"""What ffmpeg's muxers say of a packet without one."""

_SPARE = 64 << 20


class Found(Struct, frozen=True, kw_only=True):
    """What a file holds, and where it is read: as it came, or `rewrapped` in the job's folder."""

    probe: Probe
    source: Source
    rewrapped: bool


async def find(job: PlanJob, bench: Workbench, blob: Blob) -> Found:
    """Probes a file; one that cannot be sought in reliably is first put into a container that can
    be. Raises the `TranscodeError` that says why it cannot be used.
    """
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
    copy = await _probed(local(REWRAPPED), bench)
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


async def _probed(source: Source, bench: Workbench) -> Found:
    settings = bench.settings
    found = await probe(source, bench.scratch, settings.tools, settings.max_seconds)
    return Found(probe=found, source=source, rewrapped=False)


def _is_seekable(found: Probe) -> bool:
    return found.named_duration and bool(_SEEKABLE & set(found.container.split(",")))


async def _rewrap(found: Probe, source: Source, size: int, bench: Workbench) -> None:
    streams = [found.picture.index] if found.picture else []
    streams += [sound.index for sound in found.sounds]
    command = commands.rewrap(source, streams, REWRAPPED, bench.settings.tools)
    try:
        await run_judged(command, to_read(size, written=size * 2 + _SPARE), folder=bench.scratch)
    except Damaged as failure:
        if _NO_TIMES in failure.detail:
            raise Untimed(failure.detail) from failure
        raise
