"""Nothing is kept before the viewer wants it."""

import asyncio
import re

from playwright.async_api import Route, expect

from tests.browser.player.seat import FOCUS, PLAYER, VIDEO, Seat

KEPT = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"
NOTHING = '[{},{},""]'
WANTED = "Merken, wo ich war"


async def watch_until(seat: Seat, second: int) -> None:
    await seat.see(f"{PLAYER}.jump({second})")
    await seat.until(f"{VIDEO}.currentTime > {second} + 0.3")
    await seat.pause()


async def test_nothing_is_kept_unasked(seat: Seat) -> None:
    await watch_until(seat, 9)
    await seat.setting("Größe", "Groß")
    await seat.setting("Geschwindigkeit", "1,5-fach")
    await seat.switch("Gebärdensprache").click()
    assert await seat.see(KEPT) == NOTHING
    await seat.sit()
    await seat.play()
    assert await seat.at() < 3


async def test_place_and_settings_come_back_if_wanted(seat: Seat) -> None:
    await seat.setting("Größe", "Groß")
    await seat.page.get_by_label(WANTED).check()
    await watch_until(seat, 9)
    await seat.setting("Geschwindigkeit", "1,5-fach")
    await seat.switch("Untertitel").click()
    await seat.sit()
    await seat.button("Einstellungen").click()
    await expect(seat.page.get_by_text("Es geht weiter bei 0:09.")).to_be_visible()
    await expect(seat.page.get_by_label("Größe", exact=True)).to_have_value("large")
    await expect(seat.switch("Untertitel")).to_have_attribute("aria-checked", "false")
    await seat.button("Abspielen").click()
    await seat.until(f"{VIDEO}.currentTime > 9.2")
    assert await seat.see(f"{VIDEO}.playbackRate") == 1.5
    await seat.button("Von vorn").click()
    await seat.until(f"{VIDEO}.currentTime < 5")
    assert await seat.see(f"{FOCUS}.localName") == "media-play-button"


async def test_that_it_went_on_is_said_for_a_while(seat: Seat) -> None:
    await seat.see("localStorage.setItem('hub-player', '{}')")
    await watch_until(seat, 9)
    await seat.sit()
    await seat.play()
    told = seat.page.get_by_text("Es geht weiter bei 0:09.")
    await expect(told).to_be_visible()
    await seat.see(f"{VIDEO}.playbackRate = 4")
    await expect(told).to_be_hidden(timeout=20_000)


async def test_the_moment_of_an_address_comes_first(seat: Seat) -> None:
    await seat.see("localStorage.setItem('hub-player', '{}')")
    await watch_until(seat, 9)
    loaded = asyncio.Event()

    async def slowly(route: Route) -> None:
        await loaded.wait()
        await route.continue_()

    await seat.page.route(re.compile(r"/assets/hls-[^/]+\.js$"), slowly)
    await seat.sit("#t=4")
    await seat.button("Abspielen").hover()
    loaded.set()
    await seat.play()
    assert 4 <= await seat.at() < 8
    await expect(seat.page.get_by_text("Es geht weiter")).to_have_count(0)


async def test_switched_off_it_is_all_forgotten(seat: Seat) -> None:
    await seat.button("Einstellungen").click()
    await seat.page.get_by_label(WANTED).check()
    await watch_until(seat, 9)
    assert await seat.see(KEPT) != NOTHING
    await seat.page.get_by_label(WANTED).uncheck()
    assert await seat.see(KEPT) == NOTHING


async def test_what_somebody_else_wrote_there_does_no_harm(seat: Seat) -> None:
    for junk in ("null", "[]", '{"places": 3, "preferences": {"look": 7, "rate": "x"}}', "{"):
        await seat.see(f"localStorage.setItem('hub-player', {junk!r})")
        await seat.sit()
    await seat.play()
    assert await seat.at() < 3
