"""Broken and malicious files: each run ends with a reason or plays, and nothing else happens."""

# ruff: noqa: ASYNC240 - one test at a time: nobody else waits for the loop

import asyncio
import ctypes
import os
import socket
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from shared.contracts.jobs import TranscodeDone, TranscodeFailed
from shared.kit.blobs import RENDERS
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import FFMPEG, film
from tests.integration.transcoder.hostile import all_files
from tests.integration.transcoder.seeds import Bait, Seeds

FILES = all_files()
SECRET = "Das darf niemand lesen: 8f4c1d\n"
AT_ONCE = 8
MOST_CPU_SECONDS = 15
"""What a job may cost; a file is four: its plan, its sound, its picture and its end. So none takes
over a minute, however much the machine has to do besides."""

PATIENCE = 150
"""Seconds until a run is over, of which it waits for the others most of the time."""

pytestmark = pytest.mark.timeout(600)

Outcome = TranscodeDone | TranscodeFailed


class Watch:
    """Hears of each time that one of some files is opened (Linux inotify)."""

    IN_OPEN = 0x20

    def __init__(self, *paths: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._handle = libc.inotify_init1(os.O_NONBLOCK)
        for path in paths:
            assert libc.inotify_add_watch(self._handle, bytes(path), self.IN_OPEN) > 0

    def heard(self) -> bool:
        try:
            return bool(os.read(self._handle, 4096))
        except BlockingIOError:
            return False


class Rush:
    """What became of all files: outcomes by name, and what was seen on the way."""

    def __init__(self, desk: Desk, seeds: Seeds, workers: tuple[Process, ...]) -> None:
        self.desk = desk
        self.seeds = seeds
        self.workers = workers
        self.outcomes: dict[str, Outcome] = {}
        self.costs: dict[str, dict[int, float]] = {}
        self._making = asyncio.Lock()
        self._places = asyncio.Semaphore(AT_ONCE)

    async def watch_costs(self) -> None:
        """Keeps what each process has cost by now, in CPU seconds, by the folder of its job."""
        while True:
            for worker in self.workers:
                for process in psutil.Process(worker.pid).children(recursive=True):
                    with suppress(psutil.Error):
                        used = process.cpu_times()
                        costs = self.costs.setdefault(process.cwd(), {})
                        costs[process.pid] = used.user + used.system
            await asyncio.sleep(0.2)

    async def send(self, name: str) -> None:
        async with self._places:
            path = self.seeds.folder / f"{name}.mp4"
            async with self._making:
                path.write_bytes(await asyncio.to_thread(FILES[name], self.seeds))
            run = await self.desk.ask(path)
            path.unlink()
            self.outcomes[name] = await self.desk.ended(run, within=PATIENCE)


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory, listener: socket.socket) -> Bait:
    folder = tmp_path_factory.mktemp("bait")
    (folder / "secret.txt").write_text(SECRET * 100)
    lure = film(folder / "secret.ts", "160x90", "12", 2)
    return Bait(text=folder / "secret.txt", film=lure, port=listener.getsockname()[1])


@pytest.fixture(scope="module")
def watch(bait: Bait) -> Watch:
    return Watch(bait.text, bait.film)


@pytest.fixture(scope="module")
async def rush(
    servers: dict[str, str], bait: Bait, watch: Watch, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Rush]:
    async with Desk.open(servers) as desk, desk.transcoder() as one, desk.transcoder() as other:
        rush = Rush(desk, Seeds(tmp_path_factory.mktemp("hostile"), bait), (one, other))
        watching = asyncio.create_task(rush.watch_costs())
        async with asyncio.TaskGroup() as sending:
            for name in FILES:
                sending.create_task(rush.send(name))
        await desk.waited_for(0)
        watching.cancel()
        yield rush


@pytest.mark.parametrize("name", FILES)
def test_ends_with_a_reason_or_plays(name: str, rush: Rush) -> None:
    outcome = rush.outcomes[name]
    if isinstance(outcome, TranscodeFailed):
        assert outcome.code not in ("", "internal")
        assert outcome.message.endswith(".")
    else:
        assert outcome.playback.renditions or outcome.playback.sounds
        assert not name.startswith("points-") or "-dref-" in name  # that plays what it holds itself


async def test_no_job_costs_much(rush: Rush) -> None:
    assert len(rush.costs) > len(FILES)
    costs = {folder: sum(processes.values()) for folder, processes in rush.costs.items()}
    assert {folder: cost for folder, cost in costs.items() if cost > MOST_CPU_SECONDS} == {}


async def test_what_was_made_plays(rush: Rush, folder: Path) -> None:
    for name, outcome in rush.outcomes.items():
        if isinstance(outcome, TranscodeDone):
            out = await rush.desk.brought(outcome.playback.folder, folder / name)
            for playlist in out.glob("*/index.m3u8"):
                await played(playlist)


async def played(playlist: Path) -> None:
    words = ["-v", "error", "-xerror", "-i", str(playlist), "-f", "null", "-"]
    process = await asyncio.create_subprocess_exec(FFMPEG, *words, stderr=asyncio.subprocess.PIPE)
    _, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b""), playlist


async def test_nothing_else_was_read(
    rush: Rush, watch: Watch, listener: socket.socket, bait: Bait
) -> None:
    assert not watch.heard()
    with pytest.raises(BlockingIOError):
        listener.accept()
    blobs = rush.desk.blobs
    for blob in await blobs.listing(RENDERS, "videos/"):
        assert SECRET.strip().encode() not in await blobs.get(RENDERS, blob.key)
    bait.text.read_text()
    assert watch.heard()


async def test_workers_live_and_left_nothing(rush: Rush) -> None:
    for worker in rush.workers:
        assert worker.returncode is None
        assert psutil.Process(worker.pid).children(recursive=True) == []
    work = Path(rush.desk.environment["HUB_WORK_DIR"])
    left = [path.name for workspace in work.iterdir() for path in workspace.iterdir()]
    assert left == ["lock"] * len(rush.workers)
