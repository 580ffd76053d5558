"""A film in a frame of another site."""

import pytest
from playwright.async_api import BrowserContext, Page

from tests.browser.axe import violations
from tests.browser.player.seat import Seat

SIZES = [(640, 400), (480, 300), (300, 150)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_film_waits_for_a_click_and_plays(
    visit: BrowserContext, page: Page, film_path: str, size: tuple[int, int]
) -> None:
    fetched: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.set_viewport_size({"width": size[0], "height": size[1]})
    seat = Seat(page, f"/embed/video/{film_path.rpartition('/')[2]}")
    await seat.sit()
    assert not [url for url in fetched if ".m3u8" in url or ".m4s" in url or ".mp4" in url]
    assert await page.evaluate("document.documentElement.scrollWidth") <= size[0]
    if size != SIZES[-1]:
        assert await violations(page) == []
    await page.screenshot(path=f"tests/browser/screens/embed-film-{size[0]}x{size[1]}.png")
    await seat.play()
    await seat.until("document.querySelector('video').currentTime > 0.5")
    assert {url.split("/")[2] for url in fetched} == {page.url.split("/")[2]}
    assert await visit.cookies() == []
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert problems == []
