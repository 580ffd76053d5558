"""Nobody needs a mouse."""

from playwright.async_api import expect

from tests.browser.player.cinema import LINES, SECONDS
from tests.browser.player.seat import FOCUS, PLAYER, SHADOW, VIDEO, Seat

CONTROLS = {
    "Springen", "abspielen", "10 Sekunden zurückspulen", "10 Sekunden vorspulen",
    "stumm schalten", "Lautstärke", "Untertitel", "Audiodeskription", "Gebärdensprache",
    "Kapitel", "Einstellungen", "Weitergeben und herunterladen",
    "Bild-im-Bild-Modus aktivieren", "Vollbildmodus aktivieren",
}  # fmt: skip
READING = f"""(() => {{
  window.read = [];
  const lines = {SHADOW}.querySelector("caption-lines").renderRoot;
  const look = () => {{
    const said = lines.textContent.trim();
    if (said && said !== read.at(-1)) read.push(said);
  }};
  new MutationObserver(look).observe(lines, {{ childList: true, subtree: true }});
}})()"""
"""Notes each caption that stands in the picture."""


async def test_a_film_with_captions_to_its_end(seat: Seat) -> None:
    await seat.see(READING)
    await seat.reach("abspielen")
    await seat.keys("Enter")
    await seat.until(f"{VIDEO}.currentTime > 0.2")
    await seat.keys("Shift+>", "Shift+>", "Shift+>", "Shift+>")
    assert await seat.see(f"{VIDEO}.playbackRate") == 2
    await seat.until(f"{VIDEO}.ended")
    assert tuple(await seat.see("read")) == LINES["de"]
    assert abs(await seat.at() - SECONDS) < 0.2


async def test_the_focus_comes_everywhere_and_goes_on(seat: Seat) -> None:
    names: list[str] = []
    while not await seat.inside():
        await seat.keys("Tab")
    while await seat.inside():
        names.append(await seat.focused())
        await seat.keys("Tab")
        assert len(names) < 40, names
    assert set(names) >= CONTROLS, CONTROLS - set(names)
    await seat.keys("Shift+Tab")
    assert await seat.focused() == names[-1]


async def test_keys_work_from_anywhere_in_the_player(seat: Seat) -> None:
    await seat.play()
    await seat.keys("k")
    await seat.until(f"{VIDEO}.paused")
    await seat.keys("5")
    await seat.until(f"!{VIDEO}.seeking")
    assert abs(await seat.at() - SECONDS / 2) < 0.2
    await seat.keys("ArrowRight")
    assert abs(await seat.at() - SECONDS / 2 - 5) < 0.2
    await seat.keys("ArrowLeft", "l")
    assert abs(await seat.at() - SECONDS / 2 - 10) < 0.2
    await seat.keys("j")
    assert abs(await seat.at() - SECONDS / 2) < 0.2
    await seat.keys("m")
    assert await seat.see(f"{VIDEO}.muted")
    await seat.keys("ArrowUp", "ArrowDown", "ArrowDown")
    assert await seat.see(f"[{VIDEO}.muted, Math.round({VIDEO}.volume * 100)]") == [False, 90]
    await seat.keys("c")
    await expect(seat.switch("Untertitel")).to_have_attribute("aria-checked", "false")
    told = await seat.see(f"{SHADOW}.querySelector('output.unseen').textContent")
    assert told == "Untertitel aus"


async def test_space_presses_the_button_that_has_the_focus(seat: Seat) -> None:
    for name, done in {
        "stumm schalten": f"{VIDEO}.muted",
        "Untertitel": f"!{SHADOW}.querySelector('caption-lines')",
    }.items():
        await seat.reach(name)
        scrolled = await seat.still()
        await seat.keys(" ")
        await seat.until(done)
        assert await seat.still() == scrolled, name
        assert await seat.see(f"{VIDEO}.paused")


async def test_in_full_screen_captions_and_controls_stay(seat: Seat) -> None:
    bars = f"{SHADOW}.querySelector('.bars').checkVisibility()"
    await seat.see(f"{PLAYER}.jump(2)")
    await seat.until(f"{VIDEO}.currentTime > 2")
    await seat.reach("Vollbild")
    await seat.keys("Enter")
    await seat.until(f"{SHADOW}.fullscreenElement?.id === 'frame'")
    await seat.until(f"{SHADOW}.fullscreenElement.clientHeight === innerHeight")
    assert await seat.said() != ""
    assert await seat.see(bars)
    await seat.page.mouse.click(600, 200)
    await seat.page.mouse.click(600, 200)
    await seat.until(f"!{bars}")
    await seat.page.mouse.move(500, 300)
    await seat.until(bars)
    await seat.keys("f")
    await seat.until(f"{SHADOW}.fullscreenElement === null")


async def test_the_help_lists_the_keys_and_gives_the_focus_back(seat: Seat) -> None:
    await seat.reach("abspielen")
    await seat.keys("Shift+?")
    panel = seat.page.get_by_role("dialog", name="Tastenkürzel")
    await expect(panel).to_be_visible()
    await expect(panel.get_by_text("Audiodeskription aus und an")).to_be_visible()
    await seat.keys("Escape")
    await expect(panel).to_be_hidden()
    await seat.until(f"{FOCUS}.localName === 'media-play-button'")
