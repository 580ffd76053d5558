"""One job from the source in the store to the renditions in the store."""

from functools import partial
from pathlib import Path

from services.transcoder import commands
from services.transcoder.encode import Encoded, encode
from services.transcoder.errors import EmptyFile, FileTooLarge, SourceMissing
from services.transcoder.patience import patiently
from services.transcoder.plan import Plan, plan
from services.transcoder.playlists import MASTER
from services.transcoder.probe import probe
from services.transcoder.publish import CONTENT_TYPES, publish
from services.transcoder.settings import TranscoderSettings
from services.transcoder.telling import Stage
from shared.contracts.errors import NotFound
from shared.contracts.jobs import TranscodeDone, TranscodeJob
from shared.contracts.video import Download, Playback, Rendition
from shared.kit.blobs import SOURCES, Blobs


async def transcode(
    job: TranscodeJob, folder: Path, blobs: Blobs, settings: TranscoderSettings, stage: Stage
) -> TranscodeDone:
    """Does the job in `folder`, or raises the `TranscodeError` that the editor is told."""
    source = folder / commands.SOURCE
    await _fetch(job, source, blobs, settings.max_source_bytes)
    made = plan(await probe(source, settings.tools))
    encoded = await encode(made, folder, settings.tools, stage.encoding)
    out = folder / commands.OUT
    await publish(out, job.target_prefix.rstrip("/"), blobs, stage.storing)
    return TranscodeDone(
        video_id=job.video_id,
        job_id=job.id,
        duration_seconds=encoded.duration_seconds,
        playback=_playback(job, made, encoded, out),
    )


async def _fetch(job: TranscodeJob, source: Path, blobs: Blobs, most_bytes: int) -> None:
    try:
        found = await patiently(partial(blobs.stat, SOURCES, job.source_key))
        if found.bytes == 0:
            raise EmptyFile
        if found.bytes > most_bytes:
            raise FileTooLarge(f"{found.bytes} bytes")
        await patiently(partial(blobs.fetch, SOURCES, job.source_key, source))
    except NotFound as error:
        raise SourceMissing(job.source_key) from error


def _playback(job: TranscodeJob, made: Plan, encoded: Encoded, out: Path) -> Playback:
    prefix = job.target_prefix.rstrip("/")
    download = out / commands.DOWNLOAD
    return Playback(
        master_key=f"{prefix}/{MASTER}",
        poster_key=f"{prefix}/{commands.POSTER}",
        width=made.pictures[-1].width,
        height=made.pictures[-1].height,
        renditions=_renditions(made, encoded),
        downloads=(
            Download(
                key=f"{prefix}/{commands.DOWNLOAD}",
                mime_type=CONTENT_TYPES[download.suffix],
                bytes=download.stat().st_size,
            ),
        ),
    )


def _renditions(made: Plan, encoded: Encoded) -> tuple[Rendition, ...]:
    sound = [encoded.sound] if encoded.sound else []
    return tuple(
        Rendition(
            name=planned.name,
            width=planned.width,
            height=planned.height,
            bitrate=sum(measured.average for measured in [picture, *sound]),
            codecs=",".join(measured.codecs for measured in [picture, *sound]),
        )
        for planned, picture in zip(made.pictures, encoded.pictures, strict=True)
    )
