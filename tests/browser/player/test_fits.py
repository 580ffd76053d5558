"""On every screen: nothing cut off, nothing too small to touch, nothing for axe to find."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Browser

from infra.local.supervisor import Hub
from tests.browser.axe import violations
from tests.browser.player.seat import PLAYER, SHADOW, VIDEO, Seat

SCREENS = Path(__file__).parents[1] / "screens"
WIDTHS = {"phone": (320, 640), "tall": (360, 740), "tablet": (768, 1024), "desktop": (1280, 900)}
PANELS = ("Einstellungen", "Kapitel", "Weitergeben")
Scheme = Literal["light", "dark"]
TARGETS = f"""(() => {{
  const kinds = "button, select, input[type=checkbox], media-time-range, [role=button]";
  const within = (root) => [...root.querySelectorAll("*")].flatMap((it) =>
    it.shadowRoot ? [it, ...within(it.shadowRoot)] : [it]);
  return within({SHADOW})
    .filter((it) => it.matches(kinds) && it.checkVisibility())
    .map((it) => [it.getAttribute("aria-label") ?? it.localName, it.getBoundingClientRect()])
    .map(([name, box]) => [name, box.width, box.height]);
}})()"""
"""What can be pressed, with width and height."""


@pytest.mark.parametrize("screen", WIDTHS)
async def test_everything_fits_and_can_be_touched(
    screen: str, hub: Hub, browser: Browser, film_path: str
) -> None:
    width, height = WIDTHS[screen]
    context = await browser.new_context(
        base_url=hub.url, viewport={"width": width, "height": height}, locale="de-DE"
    )
    seat = Seat(await context.new_page(), film_path)
    await seat.sit()
    await seat.see(f"{PLAYER}.jump(6, false)")
    await seat.until(f"{VIDEO}.readyState > 1")
    await seat.switch("Gebärdensprache").click()
    for panel in PANELS:
        await seat.button(panel).click()
        await seat.until(f"!!{SHADOW}.querySelector('.panel[open]')?.checkVisibility()")
        assert await seat.see("document.documentElement.scrollWidth") <= width
        small = [target for target in await seat.see(TARGETS) if min(target[1:]) < 24]
        assert small == []
        await _keep(seat, f"player-{screen}-{panel}.png")
    await context.close()


async def _keep(seat: Seat, name: str) -> None:
    SCREENS.mkdir(exist_ok=True)
    await seat.page.locator("hub-player").screenshot(path=SCREENS / name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing(
    scheme: Scheme, hub: Hub, browser: Browser, film_path: str
) -> None:
    context = await browser.new_context(base_url=hub.url, locale="de-DE", color_scheme=scheme)
    seat = Seat(await context.new_page(), film_path)
    await seat.sit()
    assert await violations(seat.page) == []
    await seat.play()
    await seat.switch("Gebärdensprache").click()
    await seat.until(f"{SHADOW}.querySelector('sign-picture')?.inStep")
    await seat.page.get_by_label("Im Text suchen").fill("Lärm")
    for panel in (*PANELS, "Einstellungen", "Tastenkürzel zeigen"):
        await seat.button(panel).click()
        await seat.until(f"!!{SHADOW}.querySelector('.panel[open]')?.checkVisibility()")
        assert await violations(seat.page) == []
    await context.close()
