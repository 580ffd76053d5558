"""What the work queue JOBS carries, and what a worker answers."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.video import Playback
from shared.contracts.words import BlobKey, Bytes, Id, Seconds

STREAM = "JOBS"
DEAD_STREAM = "DEAD"
TRANSCODE = "jobs.transcode"
MAX_DELIVER = 5


class TranscodeJob(Struct, frozen=True, kw_only=True):
    """Make `source_key` playable below `target_prefix`; the same job writes the same names."""

    id: Id
    video_id: Id
    source_key: BlobKey
    source_bytes: Bytes
    target_prefix: BlobKey


class TranscodeProgress(Struct, frozen=True, kw_only=True):
    """How far a job is; goes to whoever listens and is kept nowhere."""

    video_id: Id
    job_id: Id
    fraction: Annotated[float, Meta(ge=0, le=1)]
    speed: Annotated[float, Meta(description="Seconds of video per second of work.")] = 0
    remaining_seconds: Seconds | None = None


class TranscodeStarted(Struct, frozen=True, kw_only=True):
    """A worker has taken the job."""

    video_id: Id
    job_id: Id


class TranscodeDone(Struct, frozen=True, kw_only=True):
    """The video can be played; all keys lie below the job's `target_prefix`."""

    video_id: Id
    job_id: Id
    duration_seconds: Seconds
    playback: Playback


class TranscodeFailed(Struct, frozen=True, kw_only=True):
    """The file cannot be made playable; `message` tells the editor why, in German."""

    video_id: Id
    job_id: Id
    code: str
    message: Annotated[str, Meta(max_length=1000)]


class Noted(Struct, frozen=True):
    """The report was read. Not `wanted`: a newer job has taken this one's place."""

    wanted: bool = True


STARTED = Call("videos.transcode_started", TranscodeStarted, Noted)
DONE = Call("videos.transcode_done", TranscodeDone, Noted)
FAILED = Call("videos.transcode_failed", TranscodeFailed, Noted)


def progress_subject(video_id: str) -> str:
    """The plain NATS subject on which a video's progress is told."""
    return f"progress.videos.{video_id}"
