"""Workers with a job for automatic captions, on a real queue."""

import asyncio
from asyncio.subprocess import Process
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from services.transcoder.speech.job import MODULE
from shared.contracts.jobs import SpeechFailed, SpeechJob, SpeechStarted, SpeechWritten
from shared.kit.ids import new_id
from tests.integration.test_speech import check_captions, installed_model, narrated
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import ffmpeg

ACK_WAIT_SECONDS = 3


async def test_a_worker_asks_whether_anybody_waits(desk: Desk, folder: Path) -> None:
    unwanted, wanted = (
        SpeechJob(id=new_id(), video_id=new_id(), source_key="videos/none", language="de")
        for _ in range(2)
    )
    desk.cancelled.add(unwanted.id)
    await desk.put(unwanted)
    await desk.put(wanted)
    async with desk.transcoder(HUB_SPEECH_MODEL=str(folder)):
        failed = await desk.taken(SpeechFailed, wanted.id)
        await desk.waited_for(0)
    assert failed.code == "no_speech_model"
    said = [report for report in desk.reports if isinstance(report, SpeechFailed | SpeechStarted)]
    assert said == [
        SpeechStarted(video_id=unwanted.video_id, job_id=unwanted.id, source_key="videos/none"),
        SpeechStarted(video_id=wanted.video_id, job_id=wanted.id, source_key="videos/none"),
        failed,
    ]


@pytest.fixture(scope="module")
def model() -> Path:
    return installed_model()


def talk(folder: Path) -> Path:
    """Longer than what the recogniser hears at once."""
    film = folder / "talk.mp4"
    ffmpeg("-stream_loop", "2", "-i", narrated(folder), "-c", "copy", film)
    return film


async def test_a_worker_that_dies_is_replaced_and_one_with_nothing_to_do_lets_go(
    desk: Desk, model: Path, folder: Path
) -> None:
    quick = partial(
        desk.transcoder,
        HUB_SPEECH_MODEL=str(model),
        HUB_ACK_WAIT_SECONDS=str(ACK_WAIT_SECONDS),
    )
    film = await asyncio.to_thread(talk, folder)
    async with quick() as first, quick() as second:
        job = await desk.ask_for_words(film)
        dead, other = (
            (first, second) if await listening(first, second) is first else (second, first)
        )
        held = recognisers(dead)
        dead.kill()
        assert psutil.wait_procs(held, timeout=5)[1] == []
        check_captions(await desk.taken(SpeechWritten, job.id, within=80))
        check_news(desk, job)

        unwanted = await desk.ask_for_words(film)
        await listening(other)
        desk.cancelled.add(unwanted.id)
        await desk.waited_for(0)
        assert recognisers(other) == []
    reports = [each for each in desk.reports if getattr(each, "job_id", "") == unwanted.id]
    assert {type(report) for report in reports} == {SpeechStarted}


async def listening(*workers: Process) -> Process:
    """Waits until one of them has its recogniser at work."""
    async with asyncio.timeout(30):
        while True:
            for worker in workers:
                if recognisers(worker):
                    return worker
            await asyncio.sleep(0.02)


def recognisers(worker: Process) -> list[psutil.Process]:
    with suppress(psutil.Error):
        children = psutil.Process(worker.pid).children()
        return [child for child in children if MODULE in child.cmdline()]
    return []


def check_news(desk: Desk, job: SpeechJob) -> None:
    """From the beginning twice, by each of the workers, and then further."""
    told = [news.fraction for news in desk.listened if news.job_id == job.id]
    begins = [n for n, fraction in enumerate(told) if fraction == 0]
    assert len(begins) == 2
    assert told[begins[1] :] == sorted(told[begins[1] :])
    assert told[-1] > 0.3
