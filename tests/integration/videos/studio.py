"""What the tests of the videos service work with: both ends of a run."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
from msgspec.structs import replace
from nats.errors import TimeoutError as NatsTimeout

from gateway.graphql.ids import decode
from infra.local.supervisor import Hub
from shared.contracts import jobs
from shared.contracts.caller import Caller, Role
from shared.contracts.calls import GetMany
from shared.contracts.jobs import Run
from shared.contracts.kinds import VIDEOS
from shared.contracts.video import Playback, Rendition, Sound, TrackKind, Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.bus import Bus
from shared.kit.identity import Signer
from shared.kit.ids import new_id
from tests.consumer import Consumer
from tests.integration.transcoder.films import H264, TONE, ffmpeg, pattern

CREATE = """mutation ($input: VideoInput!) { createVideo(input: $input) {
  video { id slug revision } userErrors { field message } } }"""
UPDATE = """mutation ($id: ID!, $revision: Int!, $input: VideoInput!) {
  updateVideo(id: $id, revision: $revision, input: $input) {
    video { revision } userErrors { field message code } } }"""
BEGIN = """mutation ($id: ID!, $track: TrackKind!, $bytes: Bytes!) {
  beginVideoUpload(id: $id, track: $track, filename: "film.mp4", bytes: $bytes) {
    video { id } userErrors { field message code } } }"""
PARTS = """mutation ($id: ID!, $track: TrackKind!) { videoUploadParts(id: $id, track: $track) {
  upload { parts { url } } userErrors { message code } } }"""
ASK = """mutation ($id: ID!, $track: TrackKind! = MAIN) { %s(id: $id, track: $track) {
  video { revision processing { state } } userErrors { field message code } } }"""
PLAYLIST = "application/vnd.apple.mpegurl"


@dataclass(frozen=True, slots=True)
class Studio:
    """A hub without a transcoder, and the connections of an editor and of a worker."""

    hub: Hub
    editor: Consumer
    stranger: Consumer
    bus: Bus
    blobs: Blobs
    token: str
    password: str

    async def draft(self, **fields: Any) -> dict[str, Any]:
        """A new video without a file."""
        title = f"Film {uuid4().hex[:8]}"
        made = await self.editor.mutate(CREATE, input={"title": title, **fields})
        assert made["userErrors"] == []
        video: dict[str, Any] = made["video"]
        return video

    async def begin(
        self, video: dict[str, Any], track: TrackKind = TrackKind.MAIN, size: int = 4
    ) -> None:
        """Opens an upload."""
        begun = await self.editor.mutate(BEGIN, id=video["id"], track=track.name, bytes=size)
        assert begun["userErrors"] == []

    async def send(self, video: dict[str, Any], track: TrackKind = TrackKind.MAIN) -> Run:
        """Sends a file and takes the run that is asked for out of the queue."""
        given = {"id": video["id"], "track": track.name}
        await self.begin(video, track)
        upload = (await self.editor.mutate(PARTS, **given))["upload"]
        answer = await self.editor.http.put(
            upload["parts"][0]["url"], content=b"film", headers={"Authorization": ""}
        )
        assert answer.status_code == 200
        await self.ask("completeVideoUpload", video, track)
        return await self.run(video)

    async def ask(
        self, mutation: str, video: dict[str, Any], track: TrackKind = TrackKind.MAIN
    ) -> dict[str, Any]:
        """The video after a mutation that must succeed."""
        done = await self.editor.mutate(ASK % mutation, id=video["id"], track=track.name)
        assert done["userErrors"] == []
        found: dict[str, Any] = done["video"]
        return found

    async def started(self, **fields: Any) -> tuple[dict[str, Any], Run]:
        """A video whose run has begun."""
        video = await self.draft(**fields)
        run = await self.send(video)
        assert (await self.bus.call(jobs.STARTED, jobs.TranscodeStarted(**head(run)))).wanted
        return video, run

    async def run(self, video: dict[str, Any]) -> Run:
        """The next run of that video; those of others are taken out of the queue, too."""
        own_id = decode(video["id"])[1]
        while True:
            job = await self.job("plan")
            if isinstance(job, jobs.PlanJob) and job.run.video_id == own_id:
                return job.run

    async def job(self, tag: str, patience: float = 10, lane: str = jobs.NOW) -> jobs.Job:
        """The next job of that kind, taken out of the queue."""
        name = f"tests-{tag}"
        stream = self.bus.jetstream
        queue = await stream.pull_subscribe(f"{lane}.{tag}", durable=name, stream=jobs.STREAM)
        try:
            (message,) = await queue.fetch(1, timeout=patience)
            await message.ack_sync()
        except NatsTimeout:
            raise AssertionError(f"no job {tag}") from None
        finally:
            await queue.unsubscribe()
            await stream.delete_consumer(jobs.STREAM, name)
        job: jobs.Job = msgspec.json.decode(message.data, type=jobs.Job)
        return job

    async def frames_job(self, video_id: str) -> jobs.FramesJob:
        """The next job for still pictures of that video; those of others are taken out, too."""
        while True:
            job = await self.job("frames")
            if isinstance(job, jobs.FramesJob) and job.video_id == video_id:
                return job

    async def video(self, video: dict[str, Any]) -> Video:
        """The document as the service keeps it."""
        own_id = decode(video["id"])[1]
        editor = Caller(id=new_id(), name="Test", role=Role.EDITOR)
        key = self.hub.environment("gateway")["HUB_CALLER_PRIVATE_KEY"]
        found = await self.bus.call(
            VIDEOS.calls.get_many, GetMany(ids=(own_id,)), caller=Signer(key).sign(editor)
        )
        return found.items[0]

    async def make(self, folder: str, chunks: int, *, complete: bool = False) -> Playback:
        """Writes what a worker would have written, and says what can be played of it."""
        lines = [
            "#EXTM3U",
            "#EXT-X-VERSION:7",
            "#EXT-X-TARGETDURATION:4",
            '#EXT-X-MAP:URI="init.mp4"',
            *(f"#EXTINF:4,\n{number:05}.m4s" for number in range(chunks)),
            *(["#EXT-X-ENDLIST"] if complete else []),
        ]
        files = {
            "360p/index.m3u8": "\n".join(lines) + "\n",
            "360p/iframes.m3u8": "#EXTM3U\n",
            "360p/init.mp4": "init",
            "plan.json": "{}",
            **{f"360p/{number:05}.m4s": f"chunk {number}" for number in range(chunks)},
            **{f"chunks/{number:05}.json": "{}" for number in range(chunks)},
        }
        for name, text in files.items():
            kind = PLAYLIST if name.endswith(".m3u8") else "application/octet-stream"
            await self.blobs.put(RENDERS, f"{folder}/{name}", text.encode(), kind)
        return playback(folder, complete=complete)

    async def film(self, folder: str, scratch: Path) -> Playback:
        """Writes eight seconds that a browser can play; `with_sound` tells of their sound too."""
        form = ("-f", "hls", "-hls_time", "4", "-hls_segment_type", "fmp4")
        for name in ("360p", "audio-1"):
            await asyncio.to_thread((scratch / name).mkdir)
        seen, heard = scratch / "360p/index.m3u8", scratch / "audio-1/index.m3u8"
        outputs: list[str | Path] = ["-t", "8", "-map", "0:v", *H264, "-g", "25", *form, seen]
        outputs += ["-t", "8", "-map", "1:a", "-c:a", "aac", *form, heard]
        await asyncio.to_thread(ffmpeg, *pattern("640x360", "25", 8), *TONE, *outputs)
        for path in await asyncio.to_thread(lambda: list(scratch.glob("*/*"))):
            key = f"{folder}/{path.relative_to(scratch)}"
            kind = PLAYLIST if path.suffix == ".m3u8" else "application/octet-stream"
            await self.blobs.store(RENDERS, key, path, kind)
        return playback(folder, complete=False)


def head(run: Run) -> dict[str, Any]:
    """What every report of a run begins with."""
    return {"video_id": run.video_id, "job_id": run.id, "track": run.track}


def playback(folder: str, *, complete: bool = True) -> Playback:
    """One size, without sound."""
    rendition = Rendition(
        name="360p",
        width=640,
        height=360,
        bitrate=500_000,
        peak_bitrate=600_000,
        frame_rate=25,
        codecs="avc1.64001e",
        playlist_key=f"{folder}/360p/index.m3u8",
        keyframes_key=f"{folder}/360p/iframes.m3u8",
    )
    return Playback(
        folder=folder, complete=complete, renditions=(rendition,), width=640, height=360
    )


def with_sound(made: Playback) -> Playback:
    """The same with one sound."""
    sound = Sound(
        name="audio-1",
        language="de",
        bitrate=128_000,
        peak_bitrate=140_000,
        channels=2,
        codecs="mp4a.40.2",
        playlist_key=f"{made.folder}/audio-1/index.m3u8",
    )
    return replace(made, sounds=(sound,))
