"""Size, speed, chapters, links and files."""

from playwright.async_api import expect

from tests.browser.player.seat import PLAYER, SHADOW, VIDEO, Seat

HLS = f"{PLAYER}.watched.stream.hls"


async def test_the_size_is_chosen(seat: Seat) -> None:
    await seat.play()
    await seat.until(f"{HLS}.levels.length > 1")
    await seat.button("Einstellungen").click()
    sizes = (
        await seat.page.get_by_role("combobox", name="Bildqualität")
        .locator("option")
        .all_text_contents()
    )
    assert sizes[0].startswith("Automatisch (jetzt ")
    assert sizes[1:] == ["450p", "360p"]
    await seat.setting("Bildqualität", "360p")
    await seat.until(
        f"{VIDEO}.videoHeight === 360 || {HLS}.levels[{HLS}.currentLevel].height === 360"
    )
    assert not await seat.see(f"{HLS}.autoLevelEnabled")
    await seat.setting("Bildqualität", sizes[0])
    await seat.until(f"{HLS}.autoLevelEnabled")


async def test_the_speed_is_chosen(seat: Seat) -> None:
    await seat.setting("Geschwindigkeit", "1,5-fach")
    assert await seat.see(f"{VIDEO}.playbackRate") == 1.5


async def test_chapters_are_on_the_range_and_in_a_window(seat: Seat) -> None:
    await seat.play()
    range_ = f"{SHADOW}.querySelector('media-time-range').shadowRoot"
    await seat.until(f"{range_}.querySelectorAll('#segments-clipping rect').length === 3")
    await seat.button("Kapitel").click()
    window = seat.page.get_by_role("dialog", name="Kapitel")
    await window.get_by_role("button", name="Mitte").click()
    await seat.until(f"{VIDEO}.currentTime > 8 && {VIDEO}.currentTime < 12")
    current = window.get_by_role("button", name="Mitte")
    await expect(current).to_have_attribute("aria-current", "true")


async def test_a_chapter_of_the_page_plays_in_the_player(seat: Seat) -> None:
    await seat.page.get_by_role("link", name="Schluss").click()
    await seat.until(f"{VIDEO}.currentTime > 16 && !{VIDEO}.paused")


async def test_seeking_shows_a_small_picture(seat: Seat) -> None:
    await seat.play()
    await seat.until(
        f"[...{VIDEO}.textTracks].find(t => t.label === 'thumbnails').cues?.length > 0"
    )
    bar = seat.page.locator("hub-player media-time-range")
    box = await bar.bounding_box()
    assert box is not None
    await seat.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await seat.until(
        f"{SHADOW}.querySelector('media-time-range').shadowRoot"
        ".querySelector('media-preview-thumbnail').shadowRoot.querySelector('img').naturalWidth > 0"
    )


async def test_a_link_opens_at_this_moment(seat: Seat) -> None:
    await seat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await seat.see(f"{PLAYER}.jump(10.4, false)")
    await seat.until(f"{VIDEO}.readyState > 1 && {VIDEO}.currentTime > 10")
    await seat.button("Weitergeben").click()
    await seat.page.get_by_role("button", name="Link kopieren").click()
    await expect(seat.page.get_by_text("Kopiert.")).to_be_visible()
    link = await seat.see("navigator.clipboard.readText()")
    assert link.endswith(f"{seat.path}#t=10")
    await seat.sit("#t=10")
    await seat.until(f"{VIDEO}.readyState > 1 && Math.abs({VIDEO}.currentTime - 10) < 0.1")
    assert await seat.see(f"{VIDEO}.paused")


async def test_film_captions_and_text_can_be_kept(seat: Seat) -> None:
    await seat.button("Weitergeben").click()
    window = seat.page.get_by_role("dialog", name="Weitergeben")
    links = window.get_by_role("link")
    await expect(links.nth(3)).to_be_visible()
    names = await links.all_text_contents()
    assert names[:4] == [
        "Video", "Untertitel Deutsch (WebVTT)", "Untertitel Deutsch (SRT)",
        "Text zum Lesen, Deutsch",
    ]  # fmt: skip
    for link in await links.all():
        answer = await seat.page.request.get(str(await link.get_attribute("href")))
        assert answer.ok, await link.text_content()
