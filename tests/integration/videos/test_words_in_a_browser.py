"""Captions and chapters on the editors' page in a browser: sent there, seen in the preview."""

from pathlib import Path

from playwright.async_api import FilePayload, Page, expect

from shared.contracts import jobs
from shared.contracts.jobs import SpeechProgress, TranscodeLanded, speech_progress_subject
from tests.browser.axe import violations
from tests.browser.test_a_video_from_upload_to_withdrawal import until
from tests.integration.videos.pictures import pictured
from tests.integration.videos.studio import Studio, head
from tests.integration.videos.test_speech_orders import begun, film, waiting, written

VTT = "WEBVTT\n\n00:00.000 --> 00:08.000\nFeinstaub sieht man nicht.\n"
FILE = FilePayload(name="film.vtt", mimeType="text/vtt", buffer=VTT.encode())
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


async def test_captions_and_chapters_are_seen_in_the_preview(
    studio: Studio, page: Page, tmp_path: Path
) -> None:
    video, run = await studio.started()
    made = await studio.film(f"{run.prefix}/{'e' * 16}", tmp_path)
    landed = TranscodeLanded(**head(run), duration_seconds=8, playback=made)
    await studio.bus.call(jobs.LANDED, landed)
    await page.goto(f"/redaktion/videos/{video['id']}")
    await page.get_by_label("Datei", exact=True).set_input_files(FILE)
    await page.get_by_role("button", name="Untertitel speichern").click()
    await expect(page.get_by_text("Die Untertitel sind gespeichert.")).to_be_visible()
    await page.get_by_role("textbox", name="Kapitel").fill("0:00 Anfang\n0:04 Messen")
    await page.get_by_role("button", name="Kapitel und Standbild speichern").click()
    await expect(page.get_by_text("Kapitel und Standbild sind gespeichert.")).to_be_visible()

    for address in (f"/redaktion/videos/{video['id']}", f"/videos/{video['slug']}"):
        await page.goto(address)
        await until(page, "!!document.querySelector('hub-player')?.jump")
        await page.evaluate("document.querySelector('hub-player').jump(1)")
        line = page.locator("hub-player").get_by_text("Feinstaub sieht man nicht.")
        await expect(line.first).to_be_visible()
        chapters = "[...document.querySelector('video').textTracks].find(t => t.kind == 'chapters')"
        await until(page, f"{chapters}?.cues?.length == 2")


async def test_the_page_is_for_everybody(studio: Studio, page: Page) -> None:
    video = await pictured(studio)
    await page.goto(f"/redaktion/videos/{video['id']}")
    await page.get_by_label("Datei", exact=True).set_input_files(FILE)
    await page.get_by_role("button", name="Untertitel speichern").click()
    assert await violations(page) == []
    await page.get_by_text("Entfernen …").click()
    await page.get_by_role("textbox", name="Kapitel").fill("Anfang")
    await page.get_by_role("button", name="Kapitel und Standbild speichern").click()
    await page.get_by_role("link", name="Zeile 1").click()
    await expect(page.get_by_role("textbox", name="Kapitel")).to_be_focused()
    assert await violations(page) == []
    await page.set_viewport_size({"width": 360, "height": 740})
    assert await page.evaluate(FITS)


async def test_automatic_captions_are_followed_to_their_end(studio: Studio, page: Page) -> None:
    video = await film(studio, "de")
    await page.goto(f"/redaktion/videos/{video['id']}")
    await page.get_by_role("button", name="Automatisch erstellen").click()
    output = page.locator("captions-progress output")
    await expect(output).to_have_text("Der Auftrag wartet auf die Verarbeitung.")
    job = await waiting(studio, video)
    assert await begun(studio, job)
    news = SpeechProgress(video_id=job.video_id, job_id=job.id, fraction=0.4)
    while await output.text_content() != "40 %":
        await studio.bus.tell(speech_progress_subject(job.video_id), news)
        await page.wait_for_timeout(100)
    assert await written(studio, job)
    await expect(page.get_by_text("automatisch erstellt, noch nicht geprüft")).to_be_visible()
    await expect(output).to_be_hidden()
    told = page.get_by_text("Die automatischen Untertitel sind fertig.")
    await expect(told).to_be_attached()
