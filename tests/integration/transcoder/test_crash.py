"""Whatever is killed in the middle, the run ends well, and what comes out is the same."""

# ruff: noqa: ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec
import psutil
import pytest

from shared.contracts.jobs import DEAD_STREAM, MAX_DELIVER, ChunkJob, PlanJob, Run, TranscodeLanded
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import TONE, ffmpeg, film, joined, pattern
from tests.integration.transcoder.instants import waveform
from tests.integration.transcoder.servers import Name, Servers

CHUNKS = 10
SECONDS = 8 + (CHUNKS - 1) * 20
ACK_WAIT_SECONDS = 6
A_CHUNK_SECONDS = 10
"""What the other worker may have in hand when the chunk comes back to the queue."""

Content = dict[str, bytes]


@pytest.fixture(scope="module")
def breakable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Servers that nobody else uses."""
    with Servers.running(tmp_path_factory.mktemp("breakable")) as running:
        yield running


@pytest.fixture
async def desk(breakable: Servers) -> AsyncIterator[Desk]:
    async with Desk.open(breakable.environment) as desk:
        yield desk


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("film") / "film.mp4", "320x180", "25", SECONDS)


@pytest.fixture(scope="module")
async def undisturbed(
    breakable: Servers, source: Path, tmp_path_factory: pytest.TempPathFactory
) -> Content:
    """What comes out when nothing happens."""
    async with Desk.open(breakable.environment) as desk, desk.transcoder(), desk.transcoder():
        return await content(desk, await desk.ask(source), tmp_path_factory.mktemp("undisturbed"))


async def content(desk: Desk, run: Run, folder: Path) -> Content:
    """All that a run leaves in the store, when it is done."""
    done = await desk.done(run, within=100)
    await desk.waited_for(0)
    assert done.warning == ""
    out = await desk.brought(done.playback.folder, folder / "out")
    return {
        str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()
    }


def same(one: Content, other: Content) -> bool:
    different = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
    assert different == []
    return True


async def until(fits: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not fits():
            await asyncio.sleep(0.01)


async def underway(desk: Desk, run: Run) -> None:
    """Waits until a run is in the middle."""
    await desk.report(TranscodeLanded, run, lambda landed: landed.playback is not None)


def landed(desk: Desk, run: Run) -> int:
    """How many pieces are there: the chunks, and the sound."""
    reports = [report for report in desk.reports if isinstance(report, TranscodeLanded)]
    return sum(report.job_id == run.id for report in reports)


def encoders(*workers: Process) -> list[psutil.Process]:
    return [child for worker in workers for child in psutil.Process(worker.pid).children()]


def words(worker: Process) -> list[str]:
    """What the worker's ffmpeg was told, if one runs."""
    with suppress(psutil.Error):
        return next((encoder.cmdline() for encoder in encoders(worker)), [])
    return []


def stretch(worker: Process) -> str:
    """Where in the film the chunk begins that the worker encodes."""
    said = words(worker)
    return said[said.index("-ss") + 1] if "-ss" in said else ""


def _encodes(worker: Process) -> bool:
    return bool(stretch(worker))


def written(worker: Process, name: str) -> int:
    """How large a file in the folder of the worker's job is by now."""
    with suppress(psutil.Error, OSError):
        return max((Path(each.cwd(), name).stat().st_size for each in encoders(worker)), default=0)
    return 0


def made(log: Path) -> list[int]:
    """The chunks that were encoded, by what the workers say."""
    lines = [msgspec.json.decode(line) for line in log.read_text().splitlines()]
    return [line["number"] for line in lines if line["event"] == "chunk made"]


async def test_killed_at_nine_tenths(
    desk: Desk, source: Path, undisturbed: Content, folder: Path
) -> None:
    log = folder / "log"
    quick = partial(desk.transcoder, log, HUB_ACK_WAIT_SECONDS=str(ACK_WAIT_SECONDS))
    async with quick() as first, quick() as second:
        run = await desk.ask(source)
        workers = [first, second]
        await until(lambda: landed(desk, run) >= CHUNKS * 0.9 and any(map(stretch, workers)))
        one, other = sorted(workers, key=stretch, reverse=True)
        held, lost = encoders(one), stretch(one)
        one.kill()
        began = asyncio.get_running_loop().time()
        await one.wait()
        gone, alive = psutil.wait_procs(held, timeout=5)
        assert (len(gone), alive) == (len(held), [])
        await until(lambda: stretch(other) == lost)
        taken_over = asyncio.get_running_loop().time() - began
        assert taken_over < ACK_WAIT_SECONDS + A_CHUNK_SECONDS
        assert same(await content(desk, run, folder), undisturbed)
        assert other.returncode is None
    assert set(made(log)) == set(range(CHUNKS))
    assert len(made(log)) <= CHUNKS + 1


async def test_told_to_stop_hands_back_at_once(
    desk: Desk, source: Path, undisturbed: Content, folder: Path
) -> None:
    """Nobody would wait for ten minutes here."""
    async with desk.transcoder(HUB_ACK_WAIT_SECONDS="600") as one:
        run = await desk.ask(source)
        await underway(desk, run)
        await until(lambda: bool(encoders(one)))
        held = encoders(one)
        one.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(one.wait(), 20) == 0
    assert not any(process.is_running() for process in held)
    async with desk.transcoder(HUB_ACK_WAIT_SECONDS="600"):
        assert same(await content(desk, run, folder), undisturbed)


async def test_handed_back_often_is_not_given_up(desk: Desk, folder: Path) -> None:
    """As when many machines are brought up to date one after the other."""
    source = film(folder / "film.mp4", "1280x720", seconds=8)
    before = (await desk.bus.jetstream.stream_info(DEAD_STREAM)).state.messages
    run = await desk.ask(source)
    for _ in range(MAX_DELIVER + 1):
        async with desk.transcoder(HUB_ACK_WAIT_SECONDS="600", HUB_ENCODER_THREADS="1") as one:
            await until(partial(_encodes, one))
            one.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(one.wait(), 20) == 0
    async with desk.transcoder(HUB_ACK_WAIT_SECONDS="600"):
        await desk.done(run)
    assert (await desk.bus.jetstream.stream_info(DEAD_STREAM)).state.messages == before


@pytest.mark.parametrize("name", ["nats", "objects"])
async def test_server_killed_in_the_middle(
    name: Name, desk: Desk, breakable: Servers, source: Path, undisturbed: Content, folder: Path
) -> None:
    async with desk.transcoder() as one, desk.transcoder() as other:
        run = await desk.ask(source)
        await underway(desk, run)
        breakable.kill(name)
        await asyncio.sleep(3)
        breakable.start(name)
        assert same(await content(desk, run, folder), undisturbed)
        assert (one.returncode, other.returncode) == (None, None)


LARGE = {
    "sound.flac": ("mov", ["-c:v", "mpeg4", "-c:a", "pcm_s32le", "-ac", "2"]),
    "rewrapped.mkv": ("ts", ["-c:v", "mpeg2video", "-c:a", "mp2", "-muxrate", "4M"]),
}
"""What is written from a file, its kind, and what makes it larger than all buffers on the way."""


@pytest.mark.parametrize("target", LARGE)
async def test_store_away_while_a_file_is_read_whole(
    target: str, desk: Desk, breakable: Servers, folder: Path
) -> None:
    """For longer than ffmpeg tries again, which then takes what it has for all there is."""
    seconds = 60
    ending, coding = LARGE[target]
    path = folder / f"film.{ending}"
    ffmpeg(*pattern("64x36", "25", seconds), *TONE, "-t", str(seconds), *coding, path)
    async with desk.transcoder() as one:
        run = await desk.ask(path)
        await until(lambda: written(one, target) > 50_000)
        (reader,) = encoders(one)
        reader.suspend()
        breakable.kill("objects")
        reader.resume()
        await asyncio.sleep(15)
        breakable.start("objects")
        await content(desk, run, folder)
        done = await desk.done(run)
    assert done.duration_seconds == pytest.approx(seconds, abs=0.1)
    heard = waveform(joined(folder / "out", "audio-1"))
    assert max(heard[-48_000:-4_800]) > 0.1


async def test_database_away_in_the_middle(
    desk: Desk, source: Path, undisturbed: Content, folder: Path
) -> None:
    async with desk.transcoder(), desk.transcoder():
        run = await desk.ask(source)
        await underway(desk, run)
        desk.away = True
        await asyncio.sleep(10)
        desk.away = False
        assert same(await content(desk, run, folder), undisturbed)


async def test_two_runs_of_one_file_at_once(
    desk: Desk, source: Path, undisturbed: Content, folder: Path
) -> None:
    async with desk.transcoder(), desk.transcoder():
        first = await desk.ask(source)
        second = await desk.again(first)
        await desk.put(PlanJob(run=first))
        await desk.done(first, within=100)
        assert same(await content(desk, second, folder), undisturbed)


async def test_cancelled_and_asked_for_again(
    desk: Desk, source: Path, undisturbed: Content, folder: Path
) -> None:
    log = folder / "log"
    work = str(folder / "work")
    quick = partial(desk.transcoder, log, HUB_ACK_WAIT_SECONDS="3", HUB_WORK_DIR=work)
    async with quick() as one, quick() as other:
        run = await desk.ask(source)
        await until(lambda: landed(desk, run) >= 3)
        desk.cancelled.add(run.id)
        await desk.waited_for(0)
        await until(lambda: encoders(one, other) == [])
        assert sorted(path.name for path in (folder / "work").glob("*/*")) == ["lock", "lock"]
        kept = len(made(log))
        assert 2 <= kept < CHUNKS
        again = await desk.again(run)
        assert same(await content(desk, again, folder), undisturbed)
    assert sorted(made(log)) == list(range(CHUNKS))


async def test_no_room_on_the_disk(
    desk: Desk, source: Path, undisturbed: Content, folder: Path
) -> None:
    """The work folder is a disk of a few megabytes that something else has filled."""
    work = folder / "work"
    work.mkdir()
    disk, full = "mount -t tmpfs -o size=24m none $0", "head -c 30m /dev/zero > $0/filler"
    shell = f'{disk} && ! {full} && exec "$@"'
    wrapper = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", shell, str(work))
    log = folder / "log"
    async with desk.transcoder(log, wrapper, HUB_WORK_DIR=str(work)) as process:
        run = await desk.ask(source)
        await until(lambda: "fehlt Platz" in log.read_text())
        (filler,) = Path(f"/proc/{process.pid}/root{work}").glob("filler")
        filler.unlink()
        assert same(await content(desk, run, folder), undisturbed)


async def test_job_that_fails_each_time_is_given_up(desk: Desk, folder: Path) -> None:
    before = (await desk.bus.jetstream.stream_info(DEAD_STREAM)).state.messages
    async with desk.transcoder(HUB_ACK_WAIT_SECONDS="0.6") as process:
        run = await desk.ask(film(folder / "film.mp4", "160x90", "12", 1))
        await desk.put(ChunkJob(run=run, folder="videos/is-not-there", number=0))
        await desk.done(run)
        async with asyncio.timeout(30):
            while (await desk.bus.jetstream.stream_info(DEAD_STREAM)).state.messages == before:
                await asyncio.sleep(0.1)
        assert process.returncode is None
