"""Runs of the real pipeline, on a queue and a store of their own."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from services.transcoder.plan import Plan
from services.transcoder.run_folder import PLAN
from shared.contracts.jobs import Run, TranscodeDone, TranscodeLanded
from shared.kit.blobs import RENDERS
from tests.benchmarks.video.process import spent
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.servers import Servers


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds by the clock until its picture could be looked at, until it could be played with
    sound, and until it was done; CPU seconds.
    """

    visible: float
    playable: float
    done: float
    cpu: float
    plan: Plan
    folder: str


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    with Servers.running(folder) as servers:
        async with Desk.open(servers.environment) as desk:
            yield desk


async def undisturbed(desk: Desk, source: Path, workers: int) -> Measured:
    """A run of a film by so many workers with one encoder thread each."""
    async with AsyncExitStack() as stack:
        running = [await stack.enter_async_context(desk.transcoder()) for _ in range(workers)]
        began, costs = time.perf_counter(), [spent(process.pid) for process in running]
        run = await desk.ask(source)
        await desk.report(TranscodeLanded, run, _is_visible, within=3600)
        visible = time.perf_counter() - began
        await desk.report(TranscodeLanded, run, _is_heard, within=3600)
        playable = time.perf_counter() - began
        done = await desk.done(run, within=3600)
        whole = time.perf_counter() - began
        cpu = sum(spent(process.pid) for process in running) - sum(costs)
        plan = await _plan(desk, done)
        await desk.waited_for(0)
    return Measured(visible, playable, whole, cpu, plan, done.playback.folder)


def _is_visible(report: TranscodeLanded) -> bool:
    return report.playback is not None


def _is_heard(report: TranscodeLanded) -> bool:
    return report.playback is not None and not report.playback.awaits_sound


async def killed(desk: Desk, source: Path, share: float) -> float:
    """CPU seconds of a run by two workers of which one is killed when so much is done."""
    async with desk.transcoder() as lost, desk.transcoder() as kept, AsyncExitStack() as later:
        begun = spent(lost.pid) + spent(kept.pid)
        run = await desk.ask(source)
        await _reaches(desk, run, share)
        cpu = spent(lost.pid)
        lost.kill()
        fresh = await later.enter_async_context(desk.transcoder())
        await desk.done(run, within=3600)
        return cpu + spent(kept.pid) + spent(fresh.pid) - begun


async def _reaches(desk: Desk, run: Run, share: float) -> None:
    while not any(
        told.job_id == run.id
        and told.chunks_total
        and told.chunks_done >= share * told.chunks_total
        for told in desk.progress
    ):
        await asyncio.sleep(0.1)


async def _plan(desk: Desk, done: TranscodeDone) -> Plan:
    data = await desk.blobs.get(RENDERS, f"{done.playback.folder}/{PLAN}")
    return msgspec.json.decode(data, type=Plan)
