"""Captions: which, and how they look."""

import pytest
from playwright.async_api import expect

from tests.browser.player.cinema import LINES
from tests.browser.player.seat import PLAYER, SHADOW, VIDEO, Seat

LINE = f"{SHADOW}.querySelector('caption-lines').renderRoot.querySelector('span')"


def style(name: str) -> str:
    return f"getComputedStyle({LINE}).{name}"


async def first_line(seat: Seat) -> None:
    await seat.see(f"{PLAYER}.jump(2, false)")
    await seat.until(f"{SHADOW}.querySelector('caption-lines')?.cues.length > 0")


async def test_the_language_is_chosen_for_captions_and_transcript(seat: Seat) -> None:
    await first_line(seat)
    assert await seat.said() == LINES["de"][0]
    await seat.setting("Untertitel", "Englisch")
    await seat.until(f"{SHADOW}.querySelector('caption-lines')?.lang === 'en'")
    await expect(seat.page.locator("#mitlesen").get_by_text(LINES["en"][1])).to_be_visible()
    await seat.until(f"{SHADOW}.querySelector('caption-lines').cues.length > 0")
    assert await seat.said() == LINES["en"][0]
    await seat.setting("Untertitel", "Aus")
    await expect(seat.switch("Untertitel")).to_have_attribute("aria-checked", "false")
    assert await seat.said() == ""


async def test_the_browser_does_not_draw_them_too(seat: Seat) -> None:
    await first_line(seat)
    modes = await seat.see(
        f"[...{VIDEO}.textTracks].filter((it) => it.kind === 'captions').map((it) => it.mode)"
    )
    assert modes == ["hidden", "disabled"]


async def test_they_are_as_large_as_wanted(seat: Seat) -> None:
    await first_line(seat)
    usual = float((await seat.see(style("fontSize"))).removesuffix("px"))
    await seat.setting("Größe", "Sehr groß")
    await seat.until(f"parseFloat({style('fontSize')}) > {usual * 1.7}")


@pytest.mark.parametrize(
    ("setting", "choice", "name", "value"),
    [
        ("Schriftfarbe", "Gelb", "color", "rgb(255, 233, 74)"),
        ("Hintergrund", "Weiß, Schrift schwarz", "backgroundColor", "rgb(255, 255, 255)"),
        ("Hintergrund", "Keiner, mit Umriss", "backgroundColor", "rgba(0, 0, 0, 0)"),
        ("Schriftart", "Mit Serifen", "fontFamily", 'Georgia, "Times New Roman", serif'),
    ],
)
async def test_they_look_as_wanted(
    seat: Seat, setting: str, choice: str, name: str, value: str
) -> None:
    await first_line(seat)
    assert await seat.see(style(name)) != value
    await seat.setting(setting, choice)
    await seat.until(f"{style(name)} === {value!r}")


async def test_they_stand_where_wanted(seat: Seat) -> None:
    await first_line(seat)
    film = f"{VIDEO}.getBoundingClientRect()"
    line = f"{LINE}.getBoundingClientRect()"
    middle = f"({film}.top + {film}.bottom) / 2"
    assert await seat.see(f"{line}.top > {middle} && {line}.bottom < {film}.bottom")
    await seat.setting("Platz", "Oben im Bild")
    await seat.until(f"{line}.bottom < {middle} && {line}.top > {film}.top")
    await seat.setting("Platz", "Unter dem Bild")
    await seat.until(f"{line}.top >= {film}.bottom - 1")
