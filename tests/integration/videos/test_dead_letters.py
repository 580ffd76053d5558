"""Jobs that no worker could end: the video says so, and the queue is rid of them."""

import asyncio

import msgspec
import pytest
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig
from nats.js.errors import NotFoundError

from shared.contracts import jobs
from shared.contracts.jobs import ChunkJob, FinishJob, FramesJob, Job, PlanJob, SoundJob
from shared.contracts.video import ProcessingState
from shared.kit.ids import new_id
from tests.integration.videos.studio import Studio

FOLDER = "videos/x/0000000000000000"


async def is_there(stream: JetStreamContext, sequence: int) -> bool:
    try:
        await stream.get_msg(jobs.STREAM, sequence)
    except NotFoundError:
        return False
    return True


async def give_up(studio: Studio, job: Job) -> None:
    """Puts the job on the queue and lets it be delivered too often."""
    name = f"hopeless-{new_id()}"
    stream = studio.bus.jetstream
    waiting = await stream.publish(jobs.subject(job), msgspec.json.encode(job))
    config = ConsumerConfig(
        durable_name=name,
        ack_policy=AckPolicy.EXPLICIT,
        max_deliver=1,
        ack_wait=1,
        filter_subject=jobs.subject(job),
    )
    queue = await stream.pull_subscribe(
        jobs.subject(job), durable=name, stream=jobs.STREAM, config=config
    )
    (message,) = await queue.fetch(1, timeout=10)
    await message.nak()
    await asyncio.sleep(0.1)
    with pytest.raises(TimeoutError):
        await queue.fetch(1, timeout=1)
    async with asyncio.timeout(20):
        while await is_there(stream, waiting.seq):
            await asyncio.sleep(0.1)
    await queue.unsubscribe()
    await stream.delete_consumer(jobs.STREAM, name)


@pytest.mark.parametrize("kind", [PlanJob, SoundJob, ChunkJob, FinishJob])
async def test_any_job_of_a_run_ends_the_run(studio: Studio, kind: type[Job]) -> None:
    video, run = await studio.started()
    fields = {"run": run, "folder": FOLDER, "number": 0}
    await give_up(studio, msgspec.convert(fields, kind, from_attributes=True))
    processing = (await studio.video(video)).processing
    assert processing.state is ProcessingState.FAILED
    assert processing.code == "given_up"
    assert "noch einmal" in processing.message


async def test_pictures_that_cannot_be_taken_leave_the_video_alone(studio: Studio) -> None:
    video, run = await studio.started()
    before = await studio.video(video)
    job = FramesJob(id=new_id(), video_id=run.video_id, folder=FOLDER, at_seconds=(1.0,))
    await give_up(studio, job)
    assert await studio.video(video) == before
