"""A worker with a job for automatic captions, as far as it comes without a model."""

from pathlib import Path

from shared.contracts.jobs import SpeechFailed, SpeechJob, SpeechStarted
from shared.kit.ids import new_id
from tests.integration.transcoder.desk import Desk


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
