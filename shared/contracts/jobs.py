"""What the work queue JOBS carries, and what a worker answers."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.video import CaptionOrigin, Frame, Playback, TrackKind
from shared.contracts.words import BlobKey, Bytes, Id, Language, Seconds

STREAM = "JOBS"
DEAD_STREAM = "DEAD"
NOW = "jobs.video.now"
"""What somebody waits for: it goes before the chunks of films that are being made already."""

LATER = "jobs.video.later"
SPEECH = "jobs.speech"
"""What is written down takes minutes: it has a lane of its own beside the films."""

MAX_DELIVER = 5


class Run(Struct, frozen=True, kw_only=True):
    """One order to make a file playable; every job of it carries this.

    What comes out lies below `prefix`, in a folder named after the file's content and the plan:
    the same file with the same plan writes the same names, whoever makes it and however often.
    """

    id: Id
    video_id: Id
    track: TrackKind = TrackKind.MAIN
    source_key: BlobKey
    source_bytes: Bytes
    prefix: BlobKey
    begun_at: datetime


class PlanJob(Struct, frozen=True, kw_only=True, tag="plan"):
    """Look at the file, decide what is made of it, and ask for it in pieces."""

    run: Run


class SoundJob(Struct, frozen=True, kw_only=True, tag="sound"):
    """Make the sound of the whole file, in one piece."""

    run: Run
    folder: BlobKey


class ChunkJob(Struct, frozen=True, kw_only=True, tag="chunk"):
    """Make all sizes of one stretch of the picture; `number` counts from 0."""

    run: Run
    folder: BlobKey
    number: Annotated[int, Meta(ge=0)]


class FinishJob(Struct, frozen=True, kw_only=True, tag="finish"):
    """Everything is there: make the download, the poster and the storyboard of it."""

    run: Run
    folder: BlobKey


class FramesJob(Struct, frozen=True, kw_only=True, tag="frames"):
    """Take still pictures out of a finished video, for its chapters and its poster."""

    id: Id
    video_id: Id
    folder: BlobKey
    at_seconds: Annotated[tuple[Seconds, ...], Meta(max_length=101)]


class SpeechJob(Struct, frozen=True, kw_only=True, tag="speech"):
    """Write down what is said; `source_key` lies in the bucket for what was sent."""

    id: Id
    video_id: Id
    source_key: BlobKey
    language: Language


Job = PlanJob | SoundJob | ChunkJob | FinishJob | FramesJob | SpeechJob


def subject(job: Job) -> str:
    """Where in the queue a job waits: with its first chunk a film can be played."""
    return f"{_lane(job)}.{job.__struct_config__.tag}"


def _lane(job: Job) -> str:
    if isinstance(job, SpeechJob):
        return SPEECH
    return LATER if isinstance(job, ChunkJob) and job.number > 0 else NOW


class TranscodeProgress(Struct, frozen=True, kw_only=True):
    """How far a run is; goes to whoever listens and is kept nowhere."""

    video_id: Id
    job_id: Id
    track: TrackKind = TrackKind.MAIN
    fraction: Annotated[float, Meta(ge=0, le=1)]
    chunks_done: int = 0
    chunks_total: int = 0
    speed: Annotated[float, Meta(description="Seconds of video per second of work.")] = 0
    remaining_seconds: Seconds | None = None


class Reported(Struct, frozen=True, kw_only=True):
    """The head of every report on a run."""

    video_id: Id
    job_id: Id
    track: TrackKind = TrackKind.MAIN


class TranscodeStarted(Reported, frozen=True, kw_only=True):
    """A worker has taken the first job of the run, or one that follows."""


class TranscodeLanded(Reported, frozen=True, kw_only=True):
    """The playlists below the run's folder have grown. `playback` is what they make playable
    by now, None while sound or the first stretch of the picture is missing.
    """

    duration_seconds: Seconds
    playback: Playback | None = None


class TranscodeDone(Reported, frozen=True, kw_only=True):
    """The run is over and everything is there.

    `warning` tells the editor in German what is not as it should be with the file.
    """

    duration_seconds: Seconds
    playback: Playback
    warning: Annotated[str, Meta(max_length=1000)] = ""


class TranscodeFailed(Reported, frozen=True, kw_only=True):
    """The file cannot be made playable; `message` tells the editor why, in German."""

    code: str
    message: Annotated[str, Meta(max_length=1000)]


class FramesTaken(Struct, frozen=True, kw_only=True):
    """The still pictures that were asked for; times beyond the end are left out."""

    video_id: Id
    job_id: Id
    frames: tuple[Frame, ...]


class SpeechProgress(Struct, frozen=True, kw_only=True):
    """How much of a film's sound is written down; told like `TranscodeProgress`."""

    video_id: Id
    job_id: Id
    fraction: Annotated[float, Meta(ge=0, le=1)]


class SpeechStarted(Struct, frozen=True, kw_only=True):
    """A worker has taken the job, or still has it in hand, for the file at `source_key`."""

    video_id: Id
    job_id: Id
    source_key: BlobKey


class SpeechWritten(Struct, frozen=True, kw_only=True):
    """What was said in the file at `source_key`, as WebVTT. An empty text: nothing was said."""

    video_id: Id
    job_id: Id
    source_key: BlobKey
    language: Language
    webvtt: Annotated[str, Meta(max_length=1_000_000)]
    origin: CaptionOrigin = CaptionOrigin.MACHINE


class SpeechFailed(Struct, frozen=True, kw_only=True):
    """Nothing could be written down; `message` tells the editor why, in German."""

    video_id: Id
    job_id: Id
    code: str
    message: Annotated[str, Meta(max_length=1000)]


class Noted(Struct, frozen=True):
    """The report was read. Not `wanted`: a newer run has taken this one's place, or it was
    cancelled; what belongs to it is not worked on any more.
    """

    wanted: bool = True


_PATIENT = 15.0

STARTED = Call("videos.transcode_started", TranscodeStarted, Noted)
LANDED = Call("videos.transcode_landed", TranscodeLanded, Noted, patience=_PATIENT)
DONE = Call("videos.transcode_done", TranscodeDone, Noted, patience=_PATIENT)
FAILED = Call("videos.transcode_failed", TranscodeFailed, Noted)
FRAMES = Call("videos.frames_taken", FramesTaken, Noted)
SPEECH_STARTED = Call("videos.speech_started", SpeechStarted, Noted)
SPEECH_WRITTEN = Call("videos.speech_written", SpeechWritten, Noted, patience=_PATIENT)
SPEECH_FAILED = Call("videos.speech_failed", SpeechFailed, Noted)


def progress_subject(video_id: str) -> str:
    """The plain NATS subject on which a video's progress is told."""
    return f"progress.videos.{video_id}"


def speech_progress_subject(video_id: str) -> str:
    """The plain NATS subject on which the progress of its automatic captions is told."""
    return f"{progress_subject(video_id)}.speech"
