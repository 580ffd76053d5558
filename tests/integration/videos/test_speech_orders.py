"""Automatic captions are a job like the others: begun, told of, cancelled, and never lost."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from services.videos.cleanup import Cleanup
from services.videos.lost_runs import LostRuns
from shared.contracts import jobs
from shared.contracts.jobs import (
    SpeechFailed,
    SpeechJob,
    SpeechProgress,
    SpeechStarted,
    SpeechWritten,
    TranscodeDone,
    speech_progress_subject,
)
from shared.contracts.video import ProcessingState, Video
from shared.kit.content.store import ContentStore
from shared.kit.documents import database
from tests.film import WEBVTT, over_websocket
from tests.integration.test_captions import CANCEL, SET, WRITE
from tests.integration.videos.studio import Studio, head, playback
from tests.integration.videos.test_dead_letters import give_up
from tests.unit.video_items import sound

PROGRESS = "subscription ($id: ID!) { captionsProgress(id: $id) { state fraction message } }"


async def film(studio: Studio, *languages: str, **fields: Any) -> dict[str, Any]:
    """A video with a sound for each of these languages."""
    video, run = await studio.started(**fields)
    folder = f"{run.prefix}/m"
    sounds = tuple(sound(folder, n, one) for n, one in enumerate(languages, 1))
    heard = msgspec.structs.replace(playback(folder), sounds=sounds)
    done = TranscodeDone(**head(run), duration_seconds=4, playback=heard)
    assert (await studio.bus.call(jobs.DONE, done)).wanted
    return video


async def ordered(studio: Studio, video: dict[str, Any], language: str = "de") -> SpeechJob:
    """Asks for captions and takes the job out of the queue."""
    asked = await studio.editor.mutate(WRITE, id=video["id"], language=language)
    assert asked["userErrors"] == []
    return await waiting(studio, video)


async def waiting(studio: Studio, video: dict[str, Any]) -> SpeechJob:
    """The job on the queue that the video waits for."""
    speech = (await studio.video(video)).speech
    assert speech
    while True:
        job = await studio.job("speech", lane=jobs.SPEECH)
        if isinstance(job, SpeechJob) and job.id == speech.job_id:
            return job


async def begun(studio: Studio, job: SpeechJob) -> bool:
    """Reports that a worker has it in hand; whether it goes on."""
    report = SpeechStarted(video_id=job.video_id, job_id=job.id, source_key=job.source_key)
    return (await studio.bus.call(jobs.SPEECH_STARTED, report)).wanted


async def written(studio: Studio, job: SpeechJob) -> bool:
    report = SpeechWritten(
        video_id=job.video_id,
        job_id=job.id,
        source_key=job.source_key,
        language=job.language,
        webvtt=WEBVTT,
    )
    return (await studio.bus.call(jobs.SPEECH_WRITTEN, report)).wanted


async def state(studio: Studio, video: dict[str, Any]) -> ProcessingState | None:
    speech = (await studio.video(video)).speech
    return speech.state if speech else None


async def test_editors_see_how_far_it_is(studio: Studio) -> None:
    video = await film(studio, "de")
    job = await ordered(studio, video)
    headers = {"Authorization": f"Bearer {studio.token}"}
    given = {"id": video["id"]}
    listening = asyncio.create_task(over_websocket(studio.hub.url, PROGRESS, given, headers))
    assert await begun(studio, job)
    revision = (await studio.video(video)).revision
    subject = speech_progress_subject(job.video_id)
    for n in range(20):  # the listener may come late
        news = SpeechProgress(video_id=job.video_id, job_id=job.id, fraction=n / 20)
        await studio.bus.tell(subject, news)
        await asyncio.sleep(0.05)
    assert await begun(studio, job)  # a heartbeat
    assert (await studio.video(video)).revision == revision
    assert await written(studio, job)
    told = [payload["data"]["captionsProgress"] for payload in await listening]
    assert {"state": "RUNNING", "fraction": 0.95, "message": ""} in told
    assert told[-1] == {"state": "READY", "fraction": 1, "message": ""}


async def test_what_was_cancelled_is_worked_on_no_more(studio: Studio) -> None:
    video = await film(studio, "de")
    job = await ordered(studio, video)
    assert await begun(studio, job)
    for _ in range(2):
        stopped = await studio.editor.mutate(CANCEL, id=video["id"])
        assert stopped["userErrors"] == []
        assert stopped["video"] == {"speech": {"state": "CANCELLED"}, "captions": []}
    assert not await begun(studio, job)
    assert not await written(studio, job)
    again = await ordered(studio, video)
    assert again.id != job.id
    assert await written(studio, again)


async def test_nobody_waits_for_what_would_not_be_taken(studio: Studio) -> None:
    replaced = await film(studio, "de")
    job = await ordered(studio, replaced)
    assert not await begun(studio, msgspec.structs.replace(job, source_key="videos/other"))
    speech = (await studio.video(replaced)).speech
    assert speech
    assert speech.code == "source_replaced"
    assert "noch einmal erstellen" in speech.message

    written_by_hand = await film(studio, "de")
    job = await ordered(studio, written_by_hand)
    await studio.editor.mutate(SET, id=written_by_hand["id"], text=WEBVTT)
    assert not await begun(studio, job)
    speech = (await studio.video(written_by_hand)).speech
    assert speech
    assert "nicht übernommen" in speech.message


@pytest.mark.parametrize("lose", ["purge_stream", "delete_stream"])
async def test_a_job_that_was_lost_is_asked_for_again(studio: Studio, lose: str) -> None:
    video = await film(studio, "de", "en")
    job = await ordered(studio, video, "en")
    assert await begun(studio, job)
    await getattr(studio.bus.jetstream, lose)(jobs.STREAM)
    await swept(studio, job.video_id)
    assert await waiting(studio, video) == job


async def swept(studio: Studio, video_id: str) -> None:
    """The regular cleanup, except that it settles and makes up nothing, and asks for nothing of
    other videos again.
    """

    async def nothing(_: object) -> None:
        return

    async def ask_again(waiting: Iterable[Video]) -> None:
        lost = LostRuns(studio.bus.jetstream)
        await lost.ask_again([video for video in waiting if video.id == video_id])

    environment = studio.hub.environment("videos")
    name = environment.get("HUB_DATABASE") or "videos"
    async with database(environment["HUB_MONGO_URL"], name) as documents:
        store = ContentStore(documents, Video)
        grace = timedelta(days=1)
        await Cleanup(store, studio.blobs, nothing, nothing, ask_again, grace).sweep()


async def test_what_was_given_up_by_mistake_is_taken_when_it_comes(studio: Studio) -> None:
    video = await film(studio, "de")
    job = await ordered(studio, video)
    await give_up(studio, job)
    speech = (await studio.video(video)).speech
    assert speech
    assert (speech.state, speech.code) == (ProcessingState.FAILED, "given_up")
    assert not await begun(studio, job)
    assert await written(studio, job)
    late = SpeechFailed(video_id=job.video_id, job_id=job.id, code="late", message="Zu spät.")
    assert not (await studio.bus.call(jobs.SPEECH_FAILED, late)).wanted
    assert await state(studio, video) is ProcessingState.READY


@pytest.mark.parametrize(
    ("own", "sounds", "asked", "spoken"),
    [
        ("de", ["de"], "en", "Deutsch"),
        ("de", [""], "en", "Deutsch"),
        ("de", ["en"], "de", "English"),
        ("gsg", [""], "en", "Deutsch"),
        ("de-simple", [""], "de-AT", None),
        ("de", ["de", "en"], "en", None),
    ],
)
async def test_only_what_is_spoken_is_written_down(
    own: str, sounds: list[str], asked: str, spoken: str | None, studio: Studio
) -> None:
    video = await film(studio, *sounds, language=own)
    answer = await studio.editor.mutate(WRITE, id=video["id"], language=asked)
    if spoken is None:
        assert answer["userErrors"] == []
        assert (await waiting(studio, video)).language == asked
        return
    (error,) = answer["userErrors"]
    assert (error["field"], error["code"]) == ("language", "invalid")
    assert f"Angaben: {spoken}." in error["message"]
    assert await state(studio, video) is None


async def test_one_language_after_the_other(studio: Studio) -> None:
    video = await film(studio, "de", "en")
    job = await ordered(studio, video)
    refused = await studio.editor.mutate(WRITE, id=video["id"], language="en")
    (error,) = refused["userErrors"]
    assert (error["field"], error["code"]) == ("language", "conflict")
    assert "(Deutsch)" in error["message"]
    assert await written(studio, job)
    assert (await ordered(studio, video, "en")).language == "en"


async def test_the_sound_must_be_there_first(studio: Studio) -> None:
    video, run = await studio.started()
    seen = msgspec.structs.replace(playback(f"{run.prefix}/m"), sounds=(), awaits_sound=True)
    landed = jobs.TranscodeLanded(**head(run), duration_seconds=4, playback=seen)
    assert (await studio.bus.call(jobs.LANDED, landed)).wanted
    refused = await studio.editor.mutate(WRITE, id=video["id"])
    assert "noch nicht fertig" in refused["userErrors"][0]["message"]
