"""The film in sign language lies over the picture, in step with it."""

import asyncio
from statistics import median

from playwright.async_api import expect

from tests.browser.player.seat import PLAYER, SHADOW, VIDEO, Seat

WINDOW = f"{SHADOW}.querySelector('sign-picture')"
SIGNED = f"{WINDOW}?.renderRoot?.querySelector('video')"
PLACE = f"""(() => {{ const film = {VIDEO}.getBoundingClientRect();
  const it = {WINDOW}.getBoundingClientRect();
  return [it.x - film.x, it.y - film.y, it.width]; }})()"""
"""Left and upper edge from those of the picture, and the width."""

STEP_SECONDS = 0.2
FRAMES_APART = f"""(async () => {{
  const now = (video) => new Promise((seen) => video.requestVideoFrameCallback((at, frame) =>
    seen(frame.mediaTime - (at / 1000) * {VIDEO}.playbackRate)));
  const [main, signed] = await Promise.all([now({VIDEO}), now({SIGNED})]);
  return Math.abs(main - signed);
}})()"""
"""How far apart what is on the screen is in the film, at the same moment."""


async def signing(seat: Seat) -> None:
    await seat.switch("Gebärdensprache").click()
    await seat.until(f"{SIGNED}?.readyState > 1")


async def apart(seat: Seat) -> float:
    """The usual distance of some seconds: a busy machine drops single frames of either film."""
    found: list[float] = []
    for _ in range(9):
        found.append(await seat.see(FRAMES_APART))
        await asyncio.sleep(0.3)
    return median(found)


async def test_it_stays_in_step(seat: Seat) -> None:
    await seat.play()
    await signing(seat)
    assert await apart(seat) < STEP_SECONDS
    await seat.see(f"{PLAYER}.jump(10)")
    await seat.until(f"!{VIDEO}.seeking && {VIDEO}.currentTime > 10.2 && !{SIGNED}.seeking")
    await seat.until(f"Math.abs({VIDEO}.currentTime - {SIGNED}.currentTime) < {STEP_SECONDS}")
    await seat.keys("Shift+>", "Shift+>")
    assert await apart(seat) < STEP_SECONDS
    await seat.pause()
    await seat.until(
        f"{SIGNED}.paused && Math.abs({VIDEO}.currentTime - {SIGNED}.currentTime) < 0.05"
    )


async def test_a_drift_is_made_up(seat: Seat) -> None:
    await seat.play()
    await signing(seat)
    await seat.until(f"!{SIGNED}.paused && {SIGNED}.currentTime > 1")
    await seat.see(f"((video) => {{ video.currentTime -= 0.35; }})({SIGNED})")
    await seat.until(f"Math.abs({VIDEO}.currentTime - {SIGNED}.currentTime) < 0.06")
    assert not await seat.see(f"{VIDEO}.paused")


async def test_it_is_silent_and_the_film_is_not(seat: Seat) -> None:
    await seat.play()
    await signing(seat)
    assert await seat.see(f"[{SIGNED}.muted, {VIDEO}.muted]") == [True, False]


async def test_it_is_moved_and_sized_by_keys(seat: Seat) -> None:
    await signing(seat)
    await seat.reach("Gebärdensprache. Pfeiltasten")
    x, y, width = await seat.see(PLACE)
    await seat.keys("ArrowLeft", "ArrowDown")
    moved = await seat.see(PLACE)
    assert moved[0] < x - 10
    assert moved[1] > y + 10
    await seat.keys("+", "+")
    assert (await seat.see(PLACE))[2] > width + 10
    assert await seat.see(f"{VIDEO}.volume") == 1


async def test_it_is_moved_and_sized_by_buttons(seat: Seat) -> None:
    await signing(seat)
    x, y, width = await seat.see(PLACE)
    await seat.button("In die nächste Ecke").click()
    corner = await seat.see(PLACE)
    assert (corner[0], corner[1]) != (x, y)
    await seat.button("Größer").click()
    assert (await seat.see(PLACE))[2] > width
    await seat.button("Gebärdensprache schließen").click()
    await expect(seat.switch("Gebärdensprache")).to_have_attribute("aria-checked", "false")
    assert await seat.focused() == "Gebärdensprache"


async def test_it_is_dragged_and_stays_in_the_picture(seat: Seat) -> None:
    await signing(seat)
    x, y, _ = await seat.see(PLACE)
    await drag(seat, -150, 60)
    moved = await seat.see(PLACE)
    assert abs(moved[0] - (x - 150)) < 4
    assert abs(moved[1] - (y + 60)) < 4
    await drag(seat, -2000, -2000)
    left, top, _ = await seat.see(PLACE)
    assert 0 <= left < 20
    assert 0 <= top < 20


async def drag(seat: Seat, x: float, y: float) -> None:
    """Takes the window in its middle and moves it so far."""
    window = seat.page.locator("sign-picture video")
    await window.scroll_into_view_if_needed()
    box = await window.bounding_box()
    assert box is not None
    begin = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    await seat.page.mouse.move(*begin)
    await seat.page.mouse.down()
    await seat.page.mouse.move(begin[0] + x, begin[1] + y, steps=5)
    await seat.page.mouse.up()
