"""Pictures of every kind of page, kept to be looked at, and nothing that must be scrolled aside."""

import asyncio
from pathlib import Path

import pytest

from tests.browser.page_kinds import PAGE_KINDS, PageKind, named
from tests.browser.tour import DARK, DESKTOP, NARROW, PHONE, ZOOMED, Screen, Tour

SCREENS = Path(__file__).parent / "screens"
PICTURES = """() => Promise.all([...document.images].map((image) => {
  image.loading = 'eager';
  return image.decode().catch(() => null);
}))"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
    && !each.closest('.scroll, .hidden, pre, hub-player, svg'))
  .map((each) => each.tagName + '.' + each.className).slice(0, 5)"""
WIDTH = "document.documentElement.scrollWidth - innerWidth"
SMALLEST_BYTES = 8_000
"""A page with nothing on it makes a smaller picture."""


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, DARK], ids=lambda screen: screen.name)
@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_a_picture_is_kept(kind: PageKind, screen: Screen, tour: Tour) -> None:
    SCREENS.mkdir(exist_ok=True)
    page = await tour.visit(kind, screen)
    await page.evaluate(PICTURES)
    file = SCREENS / f"{kind.name}-{screen.name}.png"
    picture = await page.screenshot(path=file, full_page=True)
    assert len(picture) > SMALLEST_BYTES


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_a_print_is_kept(kind: PageKind, tour: Tour) -> None:
    SCREENS.mkdir(exist_ok=True)
    page = await tour.visit(kind, DESKTOP)
    printed = await page.pdf(format="A4", print_background=False)
    file = SCREENS / f"{kind.name}-print.pdf"
    await asyncio.to_thread(file.write_bytes, printed)
    assert printed.startswith(b"%PDF")


@pytest.mark.parametrize("screen", [NARROW, ZOOMED], ids=lambda screen: screen.name)
@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_nothing_is_cut_off(kind: PageKind, screen: Screen, tour: Tour) -> None:
    page = await tour.visit(kind, screen)
    assert await page.evaluate(WIDTH) <= 0, await page.evaluate(TOO_WIDE)
