"""The videos service's side of the bus, for a transcoder on a real queue and a real store."""

import asyncio
import base64
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from nats.aio.msg import Msg

from shared.contracts.calls import Call
from shared.contracts.errors import NotFound, Unavailable
from shared.contracts.jobs import (
    DONE,
    FAILED,
    FRAMES,
    LANDED,
    SPEECH_FAILED,
    SPEECH_STARTED,
    SPEECH_WRITTEN,
    STARTED,
    STREAM,
    Job,
    Noted,
    PlanJob,
    Run,
    SpeechJob,
    SpeechProgress,
    TranscodeDone,
    TranscodeFailed,
    TranscodeProgress,
    progress_subject,
    speech_progress_subject,
    subject,
)
from shared.contracts.video import TrackKind
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.bus import Bus, Endpoint
from shared.kit.identity import Verifier
from shared.kit.ids import new_id, now
from shared.kit.streams import ensure_streams

R = TypeVar("R", bound=Struct)

REPORTS: tuple[Call[Any, Noted], ...] = (
    STARTED,
    LANDED,
    DONE,
    FAILED,
    FRAMES,
    SPEECH_STARTED,
    SPEECH_WRITTEN,
    SPEECH_FAILED,
)


class Desk:
    """Hands out jobs and keeps what is reported; `cancelled` holds those that nobody wants.

    While it is `away`, it answers as the videos service does without its database.
    """

    def __init__(self, bus: Bus, blobs: Blobs, environment: dict[str, str]) -> None:
        self.bus = bus
        self.blobs = blobs
        self.environment = environment
        self.reports: list[Struct] = []
        self.progress: list[TranscodeProgress] = []
        self.listened: list[SpeechProgress] = []
        self.cancelled: set[str] = set()
        self.away = False

    @classmethod
    @asynccontextmanager
    async def open(cls, environment: dict[str, str]) -> AsyncIterator["Desk"]:
        """Answers until the end; the queue is empty at the beginning."""
        url, public = environment["HUB_S3_URL"], environment["HUB_PUBLIC_URL"]
        keys = (environment["HUB_S3_ACCESS_KEY"], environment["HUB_S3_SECRET_KEY"])
        async with (
            Bus.connect(environment["HUB_NATS_URL"], "videos") as bus,
            Blobs.open(url, *keys, public) as blobs,
        ):
            desk = cls(bus, blobs, environment)
            await ensure_streams(bus.jetstream)
            await bus.jetstream.purge_stream(STREAM)
            await bus.client.subscribe(progress_subject("*"), cb=desk.hear)
            await bus.client.subscribe(speech_progress_subject("*"), cb=desk.listen)
            await desk._buckets()
            async with bus.serve("videos", desk.endpoints, _nobody()):
                yield desk

    async def _buckets(self) -> None:
        """Waits for the buckets, which the store makes a moment after it answers."""
        async with asyncio.timeout(20):
            for bucket in (SOURCES, RENDERS):
                while True:
                    try:
                        await self.blobs.listing(bucket, "x")
                        break
                    except (NotFound, Unavailable):
                        await asyncio.sleep(0.1)

    @property
    def endpoints(self) -> list[Endpoint[Any, Noted]]:
        return [Endpoint(call, self.note) for call in REPORTS]

    async def note(self, report: Struct, _: object) -> Noted:
        if self.away:
            raise Unavailable("Die Datenbank antwortet nicht.")
        self.reports.append(report)
        return Noted(wanted=getattr(report, "job_id", "") not in self.cancelled)

    async def hear(self, message: Msg) -> None:
        self.progress.append(msgspec.json.decode(message.data, type=TranscodeProgress))

    async def listen(self, message: Msg) -> None:
        self.listened.append(msgspec.json.decode(message.data, type=SpeechProgress))

    async def ask_for_words(self, source: Path, language: str = "de") -> SpeechJob:
        """Automatic captions for a new video with this file."""
        key = f"videos/{new_id()}/source"
        await self.blobs.store(SOURCES, key, source, "application/octet-stream")
        job = SpeechJob(id=new_id(), video_id=new_id(), source_key=key, language=language)
        await self.put(job)
        return job

    async def ask(self, source: Path, track: TrackKind = TrackKind.MAIN) -> Run:
        """A new video with this file."""
        video_id, key = new_id(), f"videos/{new_id()}/source"
        await self.blobs.store(SOURCES, key, source, "application/octet-stream")
        size = (await self.blobs.stat(SOURCES, key)).bytes
        run = Run(
            id=new_id(),
            video_id=video_id,
            track=track,
            source_key=key,
            source_bytes=size,
            prefix=f"videos/{video_id}",
            begun_at=now(),
        )
        await self.put(PlanJob(run=run))
        return run

    async def again(self, run: Run) -> Run:
        """The same file once more, as after a failure."""
        newer = msgspec.structs.replace(run, id=new_id(), begun_at=now())
        await self.put(PlanJob(run=newer))
        return newer

    async def put(self, job: Job) -> None:
        await self.bus.jetstream.publish(subject(job), msgspec.json.encode(job))

    async def report(
        self,
        kind: type[R],
        run: Run,
        fits: Callable[[R], bool] = lambda _: True,
        *,
        within: float = 60,
    ) -> R:
        """Waits for a report of this kind on this run."""
        return await self.taken(kind, run.id, fits, within=within)

    async def taken(
        self,
        kind: type[R],
        job_id: str,
        fits: Callable[[R], bool] = lambda _: True,
        *,
        within: float = 60,
    ) -> R:
        """Waits for a report of this kind on this job."""
        async with asyncio.timeout(within):
            while True:
                for report in self.reports:
                    named = isinstance(report, kind) and getattr(report, "job_id", "") == job_id
                    if named and isinstance(report, kind) and fits(report):
                        return report
                await asyncio.sleep(0.02)

    async def done(self, run: Run, *, within: float = 60) -> TranscodeDone:
        return await self.report(TranscodeDone, run, within=within)

    async def ended(self, run: Run, *, within: float = 60) -> TranscodeDone | TranscodeFailed:
        """Waits for a run's end, good or bad."""
        endings = (TranscodeDone, TranscodeFailed)
        async with asyncio.timeout(within):
            while True:
                for report in self.reports:
                    if isinstance(report, endings) and report.job_id == run.id:
                        return report
                await asyncio.sleep(0.02)

    async def waiting(self) -> int:
        """Jobs that no worker has acknowledged."""
        return (await self.bus.jetstream.stream_info(STREAM)).state.messages

    async def waited_for(self, count: int) -> None:
        async with asyncio.timeout(15):
            while await self.waiting() != count:
                await asyncio.sleep(0.05)

    async def brought(self, key: str, folder: Path) -> Path:
        """All that lies in a run's folder, as files."""
        for blob in await self.blobs.listing(RENDERS, f"{key}/"):
            path = folder / blob.key.removeprefix(f"{key}/")
            path.parent.mkdir(parents=True, exist_ok=True)
            await self.blobs.fetch(RENDERS, blob.key, path)
        return folder

    @asynccontextmanager
    async def transcoder(
        self, log: Path | None = None, wrapper: tuple[str, ...] = (), **settings: str
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        """A process that works on the queue and writes its `log`; `wrapper` starts it."""
        environment = os.environ | self.environment | settings
        words = (*wrapper, sys.executable, "-m", "services.transcoder")
        with log.open("ab") if log else nullcontext() as out:
            process = await asyncio.create_subprocess_exec(*words, env=environment, stderr=out)
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


def _nobody() -> Verifier:
    """Knows nobody's signature: the transcoder calls without one."""
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    return Verifier(base64.urlsafe_b64encode(key).decode().rstrip("="))
