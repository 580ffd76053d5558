"""The editors' page in a browser: it follows the run by itself, and loses nothing that is typed."""

import asyncio
from pathlib import Path

from msgspec.structs import replace
from playwright.async_api import Page, Route, expect

from shared.contracts import jobs
from shared.contracts.jobs import (
    TranscodeDone,
    TranscodeLanded,
    TranscodeProgress,
    progress_subject,
)
from shared.kit.blobs import RENDERS
from tests.browser.test_a_video_from_upload_to_withdrawal import POSITION, until
from tests.consumer import MOVE
from tests.integration.videos.studio import PLAYLIST, Studio, head, playback, with_sound


async def test_the_page_follows_the_run(studio: Studio, page: Page) -> None:
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    video, run = await studio.started()
    await page.goto(f"/redaktion/videos/{video['id']}")
    await page.get_by_role("textbox", name="Titel").fill("Noch nicht gespeichert")
    progress = TranscodeProgress(
        **head(run), fraction=0.2, chunks_done=2, chunks_total=15, speed=1.8, remaining_seconds=130
    )
    words = page.get_by_text("Teil 3 von 15, noch etwa 2 Minuten, 1,8-fache Geschwindigkeit")
    while not await words.count():
        await studio.bus.tell(progress_subject(run.video_id), progress)
        await page.wait_for_timeout(100)

    made = await studio.make(f"{run.prefix}/{'b' * 16}", 1)
    landed = TranscodeLanded(**head(run), duration_seconds=8, playback=made)
    await studio.bus.call(jobs.LANDED, landed)
    await expect(page.locator("hub-player")).to_be_visible()
    await page.get_by_role("button", name="Abbrechen").focus()

    done = TranscodeDone(**head(run), duration_seconds=8, playback=playback(made.folder))
    await studio.bus.call(jobs.DONE, done)
    await expect(page.get_by_role("button", name="Neu umwandeln")).to_be_visible()
    await expect(page.locator("#datei-main .file__state")).to_be_focused()
    await expect(page.get_by_role("textbox", name="Titel")).to_have_value("Noch nicht gespeichert")
    await page.get_by_role("button", name="Speichern", exact=True).click()
    await expect(page.get_by_text("Die Änderungen sind gespeichert.")).to_be_visible()
    assert (await studio.video(video)).title == "Noch nicht gespeichert"
    assert problems == []


async def test_an_end_that_comes_while_the_page_is_fetched_is_shown(
    studio: Studio, page: Page
) -> None:
    video, run = await studio.started()
    address = f"/redaktion/videos/{video['id']}"
    await page.goto(address)
    fetched, ended = asyncio.Event(), asyncio.Event()

    async def late(route: Route) -> None:
        answer = await route.fetch()
        fetched.set()
        await ended.wait()
        await route.fulfill(response=answer)

    await page.route(f"**{address}", late, times=1)
    made = await studio.make(f"{run.prefix}/{'c' * 16}", 1)
    landed = TranscodeLanded(**head(run), duration_seconds=8, playback=made)
    async with page.expect_request(f"**{address}"):
        await studio.bus.call(jobs.LANDED, landed)
    await fetched.wait()
    done = TranscodeDone(**head(run), duration_seconds=8, playback=playback(made.folder))
    await studio.bus.call(jobs.DONE, done)
    await expect(page.locator("video-progress progress")).to_have_attribute("value", "1")
    ended.set()
    await expect(page.get_by_role("button", name="Neu umwandeln")).to_be_visible()


async def test_the_sound_comes_to_a_preview_that_was_silent(
    studio: Studio, page: Page, tmp_path: Path
) -> None:
    """Whoever watches is not disturbed, and goes on where they were."""
    video, run = await studio.started()
    await page.goto(f"/redaktion/videos/{video['id']}")
    made = await studio.film(f"{run.prefix}/{'d' * 16}", tmp_path)
    silent = TranscodeLanded(
        **head(run), duration_seconds=8, playback=replace(made, awaits_sound=True)
    )
    await studio.bus.call(jobs.LANDED, silent)
    without = page.get_by_text("Noch ohne Ton.")
    await expect(without).to_be_visible()
    await page.evaluate("document.querySelector('hub-player').jump(3)")
    await until(page, f"{POSITION} > 3.5")

    heard = TranscodeLanded(**head(run), duration_seconds=8, playback=with_sound(made))
    await studio.bus.call(jobs.LANDED, heard)
    await page.wait_for_timeout(1_000)
    await expect(without).to_be_visible()
    assert not await page.evaluate("document.querySelector('video').paused")

    await page.evaluate("document.querySelector('video').pause()")
    await expect(without).to_be_hidden()
    await until(page, f"{POSITION} > 3.5")
    assert await page.evaluate("document.querySelector('video').paused")
    await page.evaluate("document.querySelector('video').play()")
    await until(page, "document.querySelector('video').webkitAudioDecodedByteCount > 0")


async def test_whoever_watches_a_film_that_is_broken_off_comes_to_its_end(
    studio: Studio, page: Page, tmp_path: Path
) -> None:
    video, run = await studio.started()
    folder = f"{run.prefix}/{'e' * 16}"
    made = with_sound(await studio.film(folder, tmp_path))
    for name in ("360p", "audio-1"):
        playlist = tmp_path / name / "index.m3u8"
        grows = playlist.read_text().replace("#EXT-X-ENDLIST\n", "").encode()
        await studio.blobs.put(RENDERS, f"{folder}/{name}/index.m3u8", grows, PLAYLIST)
    landed = TranscodeLanded(**head(run), duration_seconds=60, playback=made)
    await studio.bus.call(jobs.LANDED, landed)
    assert (await studio.editor.mutate(MOVE % "publish", id=video["id"]))["userErrors"] == []
    # Turns the browser's cache off, in which a playlist may stay for a minute.
    await page.route("**/*.m3u8", lambda route: route.continue_())
    await page.goto(f"/videos/{video['slug']}")
    await page.evaluate("document.querySelector('hub-player').jump(7)")
    await until(page, f"{POSITION} > 7.5")
    await page.wait_for_timeout(2_000)
    assert not await page.evaluate("document.querySelector('video').ended")

    await studio.ask("cancelVideoProcessing", video)
    await until(page, "document.querySelector('video').ended")
    await page.reload()
    await expect(page.get_by_text("8 Sekunden").first).to_be_visible()
