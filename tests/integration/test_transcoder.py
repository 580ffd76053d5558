"""The transcoder on real ffmpeg: what comes out of real files, and what is said of broken ones."""

# ruff: noqa: ASYNC221, ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
import base64
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import imageio_ffmpeg
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nats.aio.msg import Msg

from infra.local.ports import pick
from services.transcoder import commands
from services.transcoder.encode import Encoded, encode
from services.transcoder.errors import (
    EmptyFile,
    IncompleteFile,
    NoPicture,
    NotAVideo,
    TranscodeError,
)
from services.transcoder.plan import Plan, plan
from services.transcoder.probe import Probe, probe
from services.transcoder.process import Limits, ProcessFailed, ProcessTooSlow, run
from services.transcoder.tools import Tools
from shared.contracts.errors import NotFound, Unavailable
from shared.contracts.jobs import (
    DONE,
    FAILED,
    STARTED,
    TRANSCODE,
    Noted,
    TranscodeDone,
    TranscodeFailed,
    TranscodeJob,
    TranscodeProgress,
    TranscodeStarted,
    progress_subject,
)
from shared.kit.blobs import RENDERS, SOURCES, Blobs
from shared.kit.bus import Bus, Endpoint
from shared.kit.identity import Verifier
from shared.kit.streams import ensure_streams

R = TypeVar("R")

PROGRAMS = Tools(
    ffmpeg=shutil.which("ffmpeg") or "ffmpeg", ffprobe=shutil.which("ffprobe") or "ffprobe"
)
PACKAGED = msgspec.structs.replace(PROGRAMS, ffmpeg=imageio_ffmpeg.get_ffmpeg_exe())
"""The installed package's ffmpeg, for machines that have none: another version."""

TONE = ["-f", "lavfi", "-i", "sine=f=440:r=48000"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac"]


def ffmpeg(*words: str | Path) -> None:
    command = [PROGRAMS.ffmpeg, "-v", "error", "-nostdin", "-y", *map(str, words)]
    subprocess.run(command, check=True, timeout=30)


def facts(path: Path, *words: str) -> list[dict[str, Any]]:
    """ffprobe's answer, one dictionary a line."""
    command = [PROGRAMS.ffprobe, "-v", "error", "-of", "json", *words, str(path)]
    output = subprocess.run(command, check=True, capture_output=True, timeout=30).stdout
    answer: dict[str, list[dict[str, Any]]] = msgspec.json.decode(output)
    return next(iter(v for k, v in answer.items() if k in ("streams", "packets", "frames")))


def pattern(size: str, rate: str, seconds: float) -> list[str]:
    return ["-f", "lavfi", "-t", str(seconds), "-i", f"testsrc2=s={size}:r={rate}"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


async def make(folder: Path, tools: Tools = PROGRAMS) -> tuple[Probe, Plan, Encoded]:
    found = await probe(folder / commands.SOURCE, tools)
    made = plan(found)
    fractions: list[float] = []
    encoded = await encode(made, folder, tools, lambda p: fractions.append(p.fraction))
    assert fractions == sorted(fractions)
    assert fractions[-1] > 0.7
    return found, made, encoded


def keyframes(folder: Path, name: str) -> list[float]:
    """Presentation times of a rendition's keyframes in seconds."""
    playlist = folder / "out" / name / "index.m3u8"
    words = ("-select_streams", "v", "-show_entries", "packet=pts_time,flags")
    return [float(p["pts_time"]) for p in facts(playlist, *words) if "K" in p["flags"]]


def durations(folder: Path, name: str) -> list[float]:
    text = (folder / "out" / name / "index.m3u8").read_text()
    assert "#EXT-X-ENDLIST" in text
    return [float(value) for value in re.findall(r"#EXTINF:([0-9.]+)", text)]


async def test_ladder_of_1080p_with_sound(folder: Path) -> None:
    ffmpeg(
        *pattern("1920x1080", "12000/1001", 4.5), *TONE, "-t", "4.5", *H264, "-f", "mp4",
        folder / "source",
    )  # fmt: skip
    _, made, encoded = await make(folder)
    assert [p.name for p in made.pictures] == ["360p", "720p", "1080p"]
    times = [keyframes(folder, p.name) for p in made.pictures]
    assert times[0] == times[1] == times[2] == pytest.approx([0, 4.004], abs=0.001)
    for rendition in made.pictures:
        assert durations(folder, rendition.name) == pytest.approx([4.004, 0.5], abs=0.09)
    assert encoded.duration_seconds == pytest.approx(4.5, abs=0.09)
    assert sum(durations(folder, "audio")) == pytest.approx(4.5, abs=0.05)


async def check_master(folder: Path, made: Plan) -> None:
    """ffprobe plays the master and finds what it promises."""
    text = (folder / "out" / "master.m3u8").read_text()
    for rendition, line in zip(made.pictures, re.findall("STREAM-INF:(.*)", text), strict=True):
        assert f"RESOLUTION={rendition.width}x{rendition.height}" in line
        assert re.search(r'CODECS="avc1\.6400[0-9a-f]{2}(,mp4a\.40\.2)?"', line)
        assert re.search(r"FRAME-RATE=\d+\.\d{3}", line)
    streams = facts(folder / "out" / "master.m3u8", "-show_streams")
    sizes = {(s["width"], s["height"]) for s in streams if s["codec_type"] == "video"}
    assert sizes == {(p.width, p.height) for p in made.pictures}
    assert any(s["codec_type"] == "audio" for s in streams) == (made.sound is not None)


INPUTS: dict[str, tuple[list[str], tuple[int, int]]] = {
    "portrait": ([*pattern("360x640", "25", 1), *TONE, "-t", "1", *H264], (360, 640)),
    "odd": ([*pattern("853x479", "25", 1), "-c:v", "mpeg4", "-q:v", "5"], (852, 478)),
    "no_audio": ([*pattern("640x360", "25", 5), *H264], (640, 360)),
    "short": ([*pattern("640x360", "25", 0.4), *TONE, "-t", "0.4", *H264], (640, 360)),
    "one_frame": ([*pattern("640x360", "25", 0.04), *H264], (640, 360)),
    "surround": (
        [*pattern("320x240", "25", 1), *TONE, "-t", "1", *H264, "-ac", "6"],
        (320, 240),
    ),
    "anamorphic": ([*pattern("720x576", "25", 1), "-vf", "setsar=64/45", *H264], (1024, 576)),
    "fast": ([*pattern("320x180", "120", 1), *H264], (320, 180)),
    "slides": ([*pattern("320x180", "1", 9), *H264], (320, 180)),
    "ten_bit": ([*pattern("320x180", "25", 1), *H264, "-pix_fmt", "yuv420p10le"], (320, 180)),
    "interlaced": (
        [*pattern("720x576", "50", 1), "-vf", "interlace", *H264, "-flags", "+ildct+ilme"],
        (720, 576),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
async def test_inputs(name: str, folder: Path) -> None:
    words, size = INPUTS[name]
    ffmpeg(*words, "-f", "matroska" if name == "odd" else "mp4", folder / "source")
    found, made, encoded = await make(folder)
    largest = made.pictures[-1]
    assert (largest.width, largest.height) == size
    assert encoded.duration_seconds == pytest.approx(found.duration_seconds, abs=0.06)
    assert (encoded.sound is not None) == found.has_audio
    await check_master(folder, made)
    (poster,) = facts(folder / "out" / "poster.jpg", "-show_streams")
    assert (poster["codec_name"], poster["width"]) == ("mjpeg", largest.width)
    for stream in facts(folder / "out" / "download.mp4", "-show_streams"):
        assert stream["codec_name"] in ("h264", "aac")
        if stream["codec_type"] == "video":
            assert stream["pix_fmt"] == "yuv420p"
            assert stream["sample_aspect_ratio"] == "1:1"
        else:
            assert (stream["channels"], stream["sample_rate"]) == (2, "48000")


async def test_rotated(folder: Path) -> None:
    ffmpeg(*pattern("640x360", "25", 1), *H264, folder / "flat.mp4")
    turned = bytearray((folder / "flat.mp4").read_bytes())
    at = turned.index(b"tkhd") + 4 + 40  # version 0: the matrix follows 40 bytes of header
    matrix = (0, 0x10000, 0, -0x10000, 0, 0, 360 << 16, 0, 0x40000000)
    turned[at : at + 36] = b"".join(value.to_bytes(4, "big", signed=True) for value in matrix)
    (folder / "source").write_bytes(turned)
    found, made, _ = await make(folder)
    assert found.picture.rotation in (90, 270)
    assert (made.pictures[-1].width, made.pictures[-1].height) == (360, 640)
    (video,) = facts(folder / "out" / "download.mp4", "-show_streams")
    assert (video["width"], video["height"]) == (360, 640)
    assert "side_data_list" not in video


async def test_varying_frame_rate_becomes_constant(folder: Path) -> None:
    ffmpeg(
        *pattern("320x180", "50", 3), "-vf", "select=not(mod(n\\,3))+gt(t\\,2)",
        "-fps_mode", "vfr", *H264, "-f", "mp4", folder / "source",
    )  # fmt: skip
    _, made, _ = await make(folder)
    words = ("-select_streams", "v", "-show_entries", "packet=pts_time")
    times = sorted(float(p["pts_time"]) for p in facts(folder / "out/180p/index.m3u8", *words))
    steps = {round(later - earlier, 3) for earlier, later in pairwise(times)}
    assert len(steps) == 1
    assert made.frame_rate in ("24000/1001", "24", "25", "30000/1001", "30")


@pytest.mark.parametrize("tools", [PROGRAMS, PACKAGED], ids=["installed", "packaged"])
async def test_picture_and_sound_stay_together(tools: Tools, folder: Path) -> None:
    """Black and silent until 2 s, then white and loud: both change at the same time."""
    ffmpeg(
        "-f", "lavfi", "-i", "color=black:s=320x180:r=25:d=2",
        "-f", "lavfi", "-i", "color=white:s=320x180:r=25:d=1",
        "-f", "lavfi", "-i", "sine=f=440:r=48000:d=3",
        "-filter_complex", "[0][1]concat[v];[2]volume=0:enable=lt(t\\,2)[a]",
        "-map", "[v]", "-map", "[a]", *H264, "-f", "mp4", folder / "source",
    )  # fmt: skip
    await make(folder, tools)
    for result in ("master.m3u8", "download.mp4"):
        words = ["-i", str(folder / "out" / result), "-vf", "blackdetect=d=0.5"]
        command = [PROGRAMS.ffmpeg, "-nostdin", *words, "-af", "silencedetect=d=0.5"]
        said = subprocess.run(
            [*command, "-f", "null", "-"], capture_output=True, text=True, check=True, timeout=30
        ).stderr
        black = re.search(r"black_end:([0-9.]+)", said)
        silence = re.search(r"silence_end: ([0-9.]+)", said)
        assert black
        assert silence
        assert float(black[1]) == pytest.approx(2, abs=0.045)
        assert float(silence[1]) == pytest.approx(float(black[1]), abs=0.045)


@pytest.mark.parametrize(("picture", "sound"), [(6, 1), (1, 6)])
async def test_picture_and_sound_end_together(picture: int, sound: int, folder: Path) -> None:
    """Players stall where one of the two ends early."""
    ffmpeg(
        *pattern("320x180", "25", picture), "-f", "lavfi", "-i", f"sine=f=440:r=48000:d={sound}",
        *H264, "-f", "mp4", folder / "source",
    )  # fmt: skip
    _, _, encoded = await make(folder)
    assert encoded.duration_seconds == pytest.approx(6, abs=0.1)
    assert sum(durations(folder, "audio")) == pytest.approx(6, abs=0.1)


async def test_private_metadata_does_not_go_on(folder: Path) -> None:
    ffmpeg(
        *pattern("320x180", "25", 1), *H264, "-metadata", "title=Geheim",
        "-metadata", "location=+51.37+007.69/", "-f", "mp4", folder / "source",
    )  # fmt: skip
    await make(folder)
    for path in (folder / "out").rglob("*.mp4"):
        assert b"Geheim" not in path.read_bytes()
        assert b"+51.37" not in path.read_bytes()


async def test_recording_without_a_duration_in_its_head(folder: Path) -> None:
    path = folder / "source"
    with path.open("wb") as sink:
        words = [*pattern("320x180", "25", 2), "-c:v", "libvpx", "-deadline", "realtime"]
        command = [PROGRAMS.ffmpeg, "-v", "error", *words, "-f", "webm", "-live", "1", "pipe:1"]
        subprocess.run(command, check=True, stdout=sink, timeout=30)
    found, _, encoded = await make(folder)
    assert found.duration_seconds == pytest.approx(2, abs=0.1)
    assert encoded.duration_seconds == pytest.approx(2, abs=0.1)


async def test_truncated_tail_plays_what_is_there(folder: Path) -> None:
    ffmpeg(
        *pattern("640x360", "25", 6), *TONE, "-t", "6", *H264, "-movflags", "+faststart",
        "-f", "mp4", folder / "whole",
    )  # fmt: skip
    whole = (folder / "whole").read_bytes()
    (folder / "source").write_bytes(whole[: len(whole) * 6 // 10])
    made = plan(await probe(folder / "source", PROGRAMS))
    encoded = await encode(made, folder, PROGRAMS, lambda _: None)
    assert 2 < encoded.duration_seconds < 5
    assert sum(durations(folder, "audio")) < encoded.duration_seconds + 4
    await check_master(folder, made)


def broken(folder: Path, name: str) -> bytes:
    if name == "truncated":
        ffmpeg(*pattern("640x360", "25", 1), *H264, folder / "whole.mp4")
        return (folder / "whole.mp4").read_bytes()[:-2000]
    if name == "sound_only":
        ffmpeg(*TONE, "-t", "1", folder / "sound.m4a")
        return (folder / "sound.m4a").read_bytes()
    secret = folder / "secret.mp4"
    ffmpeg(*pattern("320x180", "25", 1), *H264, secret)
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1,\n{secret}\n#EXT-X-ENDLIST\n"
    texts = {
        "empty": "",
        "text": "Das ist kein Video.\n" * 100,
        "playlist": playlist,
        "concat": f"ffconcat version 1.0\nfile {secret}\n",
    }
    return texts[name].encode()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("empty", EmptyFile),
        ("text", NotAVideo),
        ("truncated", IncompleteFile),
        ("sound_only", NoPicture),
        ("playlist", NotAVideo),
        ("concat", NotAVideo),
    ],
)
async def test_broken_files(name: str, error: type[TranscodeError], folder: Path) -> None:
    (folder / "source").write_bytes(broken(folder, name))
    with pytest.raises(error) as raised:
        await probe(folder / "source", PROGRAMS)
    assert str(folder) not in raised.value.message
    assert raised.value.message.endswith((".", "hoch."))


LIMITS = Limits(cpu_seconds=30, wall_seconds=20, memory_bytes=1 << 30, file_bytes=1 << 20)
SPIN = [sys.executable, "-c", "while True: pass"]


async def test_limits_are_kept(folder: Path) -> None:
    with pytest.raises(ProcessFailed) as cpu:
        await run(SPIN, msgspec.structs.replace(LIMITS, cpu_seconds=1), folder=folder)
    assert cpu.value.by_limit
    with pytest.raises(ProcessTooSlow):
        await run(["sleep", "60"], msgspec.structs.replace(LIMITS, wall_seconds=0.3), folder=folder)
    with pytest.raises(ProcessFailed) as big:
        await run(["dd", "if=/dev/zero", "of=big", "bs=1M", "count=2"], LIMITS, folder=folder)
    assert big.value.by_limit


async def test_cancelling_kills_the_whole_group(folder: Path) -> None:
    script = "sleep 60 & echo $! > child; echo $$ > parent; wait"
    running = asyncio.create_task(run(["sh", "-c", script], LIMITS, folder=folder))
    pids = [await pid_in(folder / name) for name in ("child", "parent")]
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    for pid in pids:
        await ended(pid)


async def test_ffmpeg_dies_with_the_transcoder(folder: Path) -> None:
    script = (
        "import asyncio, sys; from pathlib import Path;"
        "from services.transcoder.process import Limits, run;"
        "limits = Limits(cpu_seconds=30, wall_seconds=60, memory_bytes=1 << 30, file_bytes=0);"
        "asyncio.run(run(['sleep', '60'], limits, folder=Path(sys.argv[1])))"
    )
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", script, str(folder))
    child = await child_named("sleep", process.pid)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await ended(child)


async def pid_in(path: Path) -> int:
    async with asyncio.timeout(5):
        while not (path.exists() and path.read_text().strip()):
            await asyncio.sleep(0.02)
    return int(path.read_text())


async def child_named(name: str, parent: int) -> int:
    async with asyncio.timeout(10):
        while True:
            found = subprocess.run(
                ["ps", "-o", "pid=,comm=", "--ppid", str(parent)],
                capture_output=True,
                text=True,
                check=False,
            ).stdout.split()
            if name in found:
                return int(found[found.index(name) - 1])
            await asyncio.sleep(0.05)


async def ended(pid: int) -> None:
    """Waits until a process is gone, or only its entry is left (a zombie of another parent)."""
    async with asyncio.timeout(5):
        while True:
            try:
                os.kill(pid, 0)
                state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
            except (ProcessLookupError, FileNotFoundError):
                return
            if state == "Z":
                return
            await asyncio.sleep(0.05)


VIDEO, JOB = "019a0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-000000000002"
KEYS = ("transcoder", "geheimgeheim")


class Desk:
    """The videos service's side of the bus: hands out jobs and keeps what is reported."""

    def __init__(self, bus: Bus, blobs: Blobs, environment: dict[str, str]) -> None:
        self.bus = bus
        self.blobs = blobs
        self.environment = environment
        self.reports: list[object] = []
        self.progress: list[TranscodeProgress] = []

    async def note(self, report: object, _: object) -> Noted:
        self.reports.append(report)
        return Noted()

    async def hear(self, message: Msg) -> None:
        self.progress.append(msgspec.json.decode(message.data, type=TranscodeProgress))

    async def ask(self, source: Path, number: int) -> TranscodeJob:
        key, prefix = f"videos/{number}/source", f"videos/{number}/out"
        await self.blobs.store(SOURCES, key, source, "video/mp4")
        job = TranscodeJob(
            id=JOB, video_id=VIDEO, source_key=key, source_bytes=source.stat().st_size,
            target_prefix=prefix,
        )  # fmt: skip
        await self.bus.jetstream.publish(TRANSCODE, msgspec.json.encode(job))
        return job

    async def report(self, kind: type[R]) -> R:
        """Waits for a report of this kind and forgets all until then."""
        async with asyncio.timeout(25):
            while not any(isinstance(report, kind) for report in self.reports):
                await asyncio.sleep(0.05)
        found = next(report for report in self.reports if isinstance(report, kind))
        self.reports.clear()
        return found

    async def waiting(self) -> int:
        """Jobs that no worker has acknowledged."""
        return (await self.bus.jetstream.stream_info("JOBS")).state.messages

    async def waited_for(self, count: int) -> None:
        async with asyncio.timeout(5):
            while await self.waiting() != count:
                await asyncio.sleep(0.05)

    @asynccontextmanager
    async def transcoder(self) -> AsyncIterator[asyncio.subprocess.Process]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "services.transcoder", env=os.environ | self.environment
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """NATS and the object store; gives the transcoder's environment."""
    folder = tmp_path_factory.mktemp("servers")
    config = folder / "s3.json"
    credentials = {"accessKey": KEYS[0], "secretKey": KEYS[1]}
    identity = {"name": KEYS[0], "credentials": [credentials], "actions": ["Admin"]}
    config.write_text(json.dumps({"identities": [identity]}))
    names = ("s3", "master", "filer", "volume", "admin")
    ports = {name: pick(beside=10_000) for name in names}
    bus = pick()
    programs = Path(sys.executable).parent
    nats = [programs / "nats-server", "-js", "-sd", folder / "nats", "-a", "127.0.0.1", "-p", bus]
    weed = [
        *(programs / "weed", "mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
        *(f"-{name}.port={port}" for name, port in ports.items()),
        *("-disableHttp", "-master.telemetry=false", "-webdav=false", "-admin.ui=false"),
        *("-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0", f"-s3.config={config}"),
        f"-bucket={SOURCES},{RENDERS}",
    ]
    with ExitStack() as running:
        for number, command in enumerate((nats, weed)):
            log = running.enter_context((folder / f"{number}.log").open("wb"))
            words = [str(word) for word in command]
            process = subprocess.Popen(words, stdout=log, stderr=log, cwd=folder)
            running.callback(process.wait)
            running.callback(process.terminate)
        yield {
            "HUB_NATS_URL": f"nats://127.0.0.1:{bus}",
            "HUB_S3_URL": f"http://127.0.0.1:{ports['s3']}",
            "HUB_S3_ACCESS_KEY": KEYS[0],
            "HUB_S3_SECRET_KEY": KEYS[1],
            "HUB_PUBLIC_URL": "http://127.0.0.1:8080",
            "HUB_WORK_DIR": str(folder / "work"),
        }


@pytest.fixture(scope="module")
async def desk(servers: dict[str, str]) -> AsyncIterator[Desk]:
    url = servers["HUB_S3_URL"]
    key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    verifier = Verifier(base64.urlsafe_b64encode(key).decode().rstrip("="))
    async with (
        Bus.connect(servers["HUB_NATS_URL"], "videos") as bus,
        Blobs.open(url, *KEYS, url) as blobs,
    ):
        desk = Desk(bus, blobs, servers)
        await ensure_streams(bus.jetstream)
        await bus.client.subscribe(progress_subject(VIDEO), cb=desk.hear)
        await buckets_of(blobs)
        answers = [Endpoint(call, desk.note) for call in (STARTED, DONE, FAILED)]
        async with bus.serve("videos", answers, verifier):
            yield desk


async def buckets_of(blobs: Blobs) -> None:
    """Waits for the buckets, which the store makes a moment after it answers."""
    async with asyncio.timeout(20):
        for bucket in (SOURCES, RENDERS):
            while True:
                try:
                    await blobs.listing(bucket, "x")
                    break
                except (NotFound, Unavailable):
                    await asyncio.sleep(0.1)


async def test_job_from_queue_to_store(desk: Desk, folder: Path) -> None:
    ffmpeg(*pattern("640x360", "25", 5), *TONE, "-t", "5", *H264, folder / "film.mp4")
    async with desk.transcoder() as process:
        job = await desk.ask(folder / "film.mp4", 1)
        assert (await desk.report(TranscodeStarted)).job_id == JOB
        done = await desk.report(TranscodeDone)
        await desk.waited_for(0)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 5) == 0
    assert done.duration_seconds == pytest.approx(5, abs=0.05)
    assert [r.name for r in done.playback.renditions] == ["360p"]
    stored = {blob.key: blob for blob in await desk.blobs.listing(RENDERS, job.target_prefix)}
    (download,) = done.playback.downloads
    assert stored[download.key].bytes == download.bytes
    for key, content_type in {
        done.playback.master_key: "application/vnd.apple.mpegurl",
        done.playback.poster_key: "image/jpeg",
        f"{job.target_prefix}/360p/init.mp4": "video/mp4",
        f"{job.target_prefix}/360p/00001.m4s": "video/iso.segment",
        f"{job.target_prefix}/audio/index.m3u8": "application/vnd.apple.mpegurl",
    }.items():
        assert (await desk.blobs.stat(RENDERS, key)).content_type == content_type
    fractions = [progress.fraction for progress in desk.progress]
    assert fractions == sorted(fractions)
    assert len(set(fractions)) > 1
    assert list(Path(desk.environment["HUB_WORK_DIR"]).iterdir()) == []


async def test_what_is_no_video_is_reported_in_german(desk: Desk, folder: Path) -> None:
    (folder / "film.mp4").write_text("Das ist kein Video.\n" * 50)
    async with desk.transcoder():
        await desk.ask(folder / "film.mp4", 2)
        failed = await desk.report(TranscodeFailed)
        await desk.waited_for(0)
    assert failed.code == "not_a_video"
    assert failed.message.startswith("Diese Datei ist kein Video")


async def test_stopped_and_killed_transcoders_lose_no_job(desk: Desk, folder: Path) -> None:
    """SIGTERM hands the job on at once; after SIGKILL the queue does so when `ack_wait` is over."""
    ffmpeg(*pattern("1280x720", "50", 6), *H264, folder / "film.mp4")
    async with desk.transcoder() as killed:
        job = await desk.ask(folder / "film.mp4", 3)
        child = await encoder_of(killed.pid)
        killed.kill()
        await ended(child)
    info = await desk.bus.jetstream.consumer_info("JOBS", "transcoder")
    assert (info.config.ack_wait, info.config.max_deliver, info.num_ack_pending) == (30, 5, 1)
    await desk.bus.jetstream.purge_stream("JOBS")  # instead of waiting for half a minute
    await desk.bus.jetstream.publish(TRANSCODE, msgspec.json.encode(job))
    work = Path(desk.environment["HUB_WORK_DIR"])
    left = list(work.iterdir())
    async with desk.transcoder() as stopped:
        child = await encoder_of(stopped.pid)
        assert not set(left) & set(work.iterdir())
        stopped.terminate()
        assert await asyncio.wait_for(stopped.wait(), 5) == 0
        await ended(child)
    desk.reports.clear()
    async with desk.transcoder():
        await asyncio.wait_for(desk.report(TranscodeStarted), 10)
        await desk.report(TranscodeDone)
        await desk.waited_for(0)


async def encoder_of(transcoder: int) -> int:
    """The transcoder's ffmpeg, once it works."""
    child = await child_named("ffmpeg", transcoder)
    await asyncio.sleep(0.5)
    return child
