"""What goes wrong is said in German, with what can be done."""

import re

from playwright.async_api import Route, expect

from tests.browser.player.seat import FOCUS, SHADOW, VIDEO, Seat


async def test_media_that_are_gone(seat: Seat) -> None:
    async def gone(route: Route) -> None:
        await route.fulfill(status=404, body="")

    await seat.page.route(re.compile(r"\.m3u8$"), gone)
    await seat.button("Abspielen").click()
    alert = seat.page.locator("hub-player").get_by_role("alert")
    await expect(alert).to_contain_text("liegt nicht mehr an dieser Stelle")
    await expect(alert).to_contain_text("laden Sie die Seite neu")
    await expect(alert.get_by_role("button")).to_have_count(0)


async def test_a_lost_connection_can_be_tried_again(seat: Seat) -> None:
    async def lost(route: Route) -> None:
        await route.abort("connectionfailed")

    await seat.page.route(re.compile(r"\.m3u8$"), lost)
    await seat.button("Abspielen").click()
    alert = seat.page.locator("hub-player").get_by_role("alert")
    await expect(alert).to_contain_text("Die Verbindung ist abgebrochen", timeout=20_000)
    await seat.page.unroute(re.compile(r"\.m3u8$"))
    await alert.get_by_role("button", name="Noch einmal versuchen").click()
    await seat.until(f"{VIDEO}.currentTime > 0.5")
    await expect(alert).to_have_count(0)
    await seat.until(f"{FOCUS}.localName === 'media-play-button'")


async def test_without_a_transcript_beside_it_the_player_brings_its_own(seat: Seat) -> None:
    """As on a page that only embeds it."""
    await seat.see(
        """(async () => {
          document.querySelector("#mitlesen").remove();
          const text = await (await fetch(location.href)).text();
          const page = new DOMParser().parseFromString(text, "text/html");
          const fresh = document.importNode(page.querySelector("hub-player"), true);
          document.querySelector("hub-player").replaceWith(fresh);
        })()"""
    )
    await seat.until(f"!!{SHADOW}?.querySelector('details.inside hub-transcript')")
    await seat.page.locator("hub-player").get_by_text("Mitlesen").click()
    await seat.page.locator("hub-player").get_by_role("button", name="Noch mehr Lärm").click()
    await seat.until(f"{VIDEO}.currentTime >= 9")


async def test_a_window_that_cannot_be_loaded(seat: Seat) -> None:
    async def lost(route: Route) -> None:
        await route.abort("connectionfailed")

    await seat.page.route(re.compile(r"/windows-[^/]+\.js$"), lost)
    opener = seat.button("Einstellungen")
    await opener.click()
    alert = seat.page.locator("hub-player").get_by_role("alert")
    await expect(alert).to_contain_text("konnte nicht geladen werden")
    await expect(opener).to_have_attribute("aria-expanded", "false")
    await expect(opener).to_be_focused()
