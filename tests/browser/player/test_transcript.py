"""The transcript follows, is searched, and leads to its moments."""

from playwright.async_api import Locator, expect

from tests.browser.player.cinema import LINES
from tests.browser.player.seat import PLAYER, VIDEO, Seat


def transcript(seat: Seat) -> Locator:
    return seat.page.locator("hub-transcript")


def line(seat: Seat, text: str) -> Locator:
    return transcript(seat).get_by_role("button", name=text)


async def test_the_line_of_the_moment_is_marked_and_a_click_jumps(seat: Seat) -> None:
    await line(seat, LINES["de"][3]).click()
    await seat.until(f"{VIDEO}.currentTime >= 13 && {VIDEO}.currentTime < 16 && !{VIDEO}.paused")
    await expect(line(seat, LINES["de"][3])).to_have_attribute("aria-current", "true")
    await seat.see(f"{PLAYER}.jump(2)")
    await expect(line(seat, LINES["de"][0])).to_have_attribute("aria-current", "true")
    await expect(transcript(seat).locator("[aria-current]")).to_have_count(1)


async def test_words_are_found_however_they_are_spelled(seat: Seat) -> None:
    await transcript(seat).get_by_label("Im Text suchen").fill("LAERM")
    await expect(transcript(seat).get_by_text("Treffer 1 von 2")).to_be_visible()
    assert await transcript(seat).locator("mark").all_text_contents() == ["Lärm", "Lärm"]
    await seat.keys("Enter")
    await expect(transcript(seat).get_by_text("Treffer 2 von 2")).to_be_visible()
    await seat.keys("Enter", "Shift+Enter")
    await expect(transcript(seat).get_by_text("Treffer 2 von 2")).to_be_visible()
    await seat.keys("Tab", "Tab", "Tab")
    assert await seat.focused() == "Hier abspielen"
    await seat.keys("Enter")
    await seat.until(f"{VIDEO}.currentTime >= 9 && {VIDEO}.currentTime < 12")


async def test_what_is_not_said_is_not_found(seat: Seat) -> None:
    await transcript(seat).get_by_label("Im Text suchen").fill("Zebra")
    await expect(transcript(seat).get_by_text("Nichts gefunden")).to_be_visible()
    await expect(transcript(seat).get_by_role("button", name="Nächster")).to_be_disabled()


async def test_it_stays_where_the_reader_scrolls(seat: Seat) -> None:
    lines = "document.querySelector('hub-transcript').renderRoot.querySelector('ol')"
    await seat.see(f"{lines}.style.maxHeight = '5rem'")
    scrolled = f"{lines}.scrollTop"
    await seat.see(f"{PLAYER}.jump(18)")
    await seat.until(f"{scrolled} > 60")
    await transcript(seat).locator("ol").hover()
    await seat.page.mouse.wheel(0, -500)
    await seat.until(f"{scrolled} === 0")
    await seat.see(f"{PLAYER}.jump(14)")
    await expect(line(seat, LINES["de"][3])).to_have_attribute("aria-current", "true")
    assert await seat.see(scrolled) == 0
    await transcript(seat).get_by_role("button", name="Wieder mitlaufen").click()
    await seat.see(f"{PLAYER}.jump(18)")
    await seat.until(f"{scrolled} > 60")
