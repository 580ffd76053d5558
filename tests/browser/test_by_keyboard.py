"""Every page can be used by keyboard alone, and sits still for who wants it to."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.page_kinds import PAGE_KINDS, PageKind, named
from tests.browser.tour import CALM, DESKTOP, Tour

MOST_STOPS = 30
FOCUSED = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  const shown = at.closest('.card, .dossier-card') ?? at;
  const outlines = [at, shown].map((each) => getComputedStyle(each));
  return {
    name: at.tagName + '#' + at.id + '.' + at.className,
    visible: outlines.some((s) => parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none'),
    // The player draws the focus of its sliders in a place of its own; its own tests see to it.
    inPage: !document.activeElement.closest('hub-player'),
  };
}"""
MOVING = """() => document.getAnimations().map((each) => each.effect.target.className)"""


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_the_first_tab_leads_past_the_menu(kind: PageKind, tour: Tour) -> None:
    page = await tour.visit(kind, DESKTOP)
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name=re.compile("Zum Inhalt springen|Skip to content"))
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_the_focus_is_always_to_be_seen(kind: PageKind, tour: Tour) -> None:
    page = await tour.visit(kind, DESKTOP)
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        at = await page.evaluate(FOCUSED)
        if at is None:
            break
        assert at["visible"] or not at["inPage"], at["name"]


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_nothing_moves_for_who_wants_calm(kind: PageKind, tour: Tour) -> None:
    page = await tour.visit(kind, CALM)
    assert await page.evaluate(MOVING) == []
    for card in (await page.locator(".card, .measures a").all())[:2]:
        await card.hover()
    assert await page.evaluate(MOVING) == []
    scrolling = "getComputedStyle(document.documentElement).scrollBehavior"
    assert await page.evaluate(scrolling) == "auto"
