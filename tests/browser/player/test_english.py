"""The player speaks the interface's language; the film keeps its own."""

from playwright.async_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.player.seat import Seat
from tests.browser.wording import said, still_german


async def test_all_of_the_player_is_english(
    visit: BrowserContext, page: Page, film_path: str
) -> None:
    seat = Seat(page, f"/en{film_path}")
    await seat.sit()
    await seat.button("play").hover()
    await seat.switch("Sign language").click()
    await expect(seat.button("Close sign language")).to_be_visible()
    for opener in ("Chapters", "Settings", "Share and download"):
        await seat.button(opener).click()
        await expect(page.get_by_role("dialog", name=opener)).to_be_visible()
    await seat.button("Settings").click()
    await seat.button("Show keyboard shortcuts").click()
    await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert await still_german(page) == set()
    assert await violations(page, "hub-player") == []
    languages = dict(await said(page))
    assert languages["Anfang"] == "de"
    assert languages["Captions"] == "en"
    await expect(seat.button("seek forward 10 seconds")).to_be_visible()
