"""Progress, reasons and buttons: on the editors' page and by subscription."""

import asyncio
from typing import Any

from shared.contracts import jobs
from shared.contracts.jobs import (
    TranscodeDone,
    TranscodeFailed,
    TranscodeLanded,
    TranscodeProgress,
    progress_subject,
)
from shared.contracts.video import ProcessingState
from tests.film import progress_of
from tests.integration.videos.studio import Studio, head, playback


async def page(studio: Studio, video: dict[str, Any]) -> str:
    answer = await studio.editor.http.get(
        f"/redaktion/videos/{video['id']}", headers={"Accept": "text/html"}
    )
    assert answer.status_code == 200, answer.text
    return answer.text


async def press(studio: Studio, video: dict[str, Any], word: str, track: str = "main") -> int:
    answer = await studio.editor.http.post(
        f"/redaktion/videos/{video['id']}/dateien/{track}/{word}",
        headers={"Accept": "text/html"},
    )
    return answer.status_code


async def test_the_page_offers_what_can_be_done_now(studio: Studio) -> None:
    video, run = await studio.started()
    running = await page(studio, video)
    assert "<video-progress" in running
    assert "/dateien/main/abbrechen" in running
    assert "/dateien/main/umwandeln" not in running
    assert await press(studio, video, "abbrechen") == 303
    assert "Die Verarbeitung wurde abgebrochen." in await page(studio, video)

    assert await press(studio, video, "umwandeln") == 303
    again = await studio.run(video)
    assert again.id != run.id
    failed = TranscodeFailed(**head(again), code="broken", message="Die Datei ist beschädigt.")
    await studio.bus.call(jobs.FAILED, failed)
    shown = await page(studio, video)
    assert "Die Datei ist beschädigt." in shown
    assert "Noch einmal versuchen" in shown
    assert "<video-progress" not in shown


async def test_the_page_shows_the_film_and_its_warning(studio: Studio) -> None:
    video, run = await studio.started()
    made = await studio.make(f"{run.prefix}/{'a' * 16}", 1)
    landed = TranscodeLanded(**head(run), duration_seconds=8, playback=made)
    await studio.bus.call(jobs.LANDED, landed)
    growing = await page(studio, video)
    assert "/vorschau/" in growing
    assert "<video-progress" in growing
    done = TranscodeDone(
        **head(run), duration_seconds=8, playback=playback(made.folder), warning="Das Ende fehlt."
    )
    await studio.bus.call(jobs.DONE, done)
    ready = await page(studio, video)
    assert "Das Ende fehlt." in ready
    assert "Neu umwandeln" in ready


async def test_words_that_mean_nothing_are_not_found(studio: Studio) -> None:
    video = await studio.draft()
    assert await press(studio, video, "sprengen") == 404
    assert await press(studio, video, "abbrechen", "ton") == 404
    assert await press(studio, video, "umwandeln") == 409


async def test_progress_is_told_chunk_by_chunk_until_it_is_cancelled(studio: Studio) -> None:
    video, run = await studio.started()
    listening = asyncio.create_task(progress_of(studio.hub.url, studio.token, video["id"]))
    progress = TranscodeProgress(
        **head(run), fraction=0.2, chunks_done=2, chunks_total=15, speed=1.8, remaining_seconds=130
    )

    async def tell() -> None:
        while True:
            await studio.bus.tell(progress_subject(run.video_id), progress)
            await asyncio.sleep(0.05)

    telling = asyncio.create_task(tell())
    await asyncio.sleep(1)
    telling.cancel()
    await studio.ask("cancelVideoProcessing", video)
    told = await listening
    assert told[0]["state"] == ProcessingState.RUNNING.name
    assert told[-1]["state"] == ProcessingState.CANCELLED.name
    chunks = [(news["chunksDone"], news["chunksTotal"], news["speed"]) for news in told[1:-1]]
    assert (2, 15, 1.8) in chunks
