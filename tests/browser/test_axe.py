"""axe-core finds nothing on any kind of page, in light and dark, wide and narrow."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browser.page_kinds import PAGE_KINDS, PageKind, named
from tests.browser.tour import DARK, DESKTOP, NARROW, Screen, Tour

AXE = Path(__file__).parents[2] / "gateway/web/node_modules/axe-core/axe.min.js"
RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"


@pytest.fixture(scope="module")
async def axe() -> str:
    return await asyncio.to_thread(AXE.read_text, encoding="utf-8")


def _told(violation: dict[str, Any]) -> str:
    places = [f"{node['target']}: {node['failureSummary']}" for node in violation["nodes"][:3]]
    return f"{violation['id']} ({violation['help']}): {' | '.join(places)}"


async def _violations(page: Page, axe: str) -> list[str]:
    await page.evaluate(axe)
    return [_told(each) for each in await page.evaluate(RUN)]


@pytest.mark.parametrize("screen", [DESKTOP, DARK, NARROW], ids=lambda screen: screen.name)
@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_axe_finds_nothing(kind: PageKind, screen: Screen, tour: Tour, axe: str) -> None:
    page = await tour.visit(kind, screen)
    assert await _violations(page, axe) == []


async def test_axe_would_find_something(tour: Tour, axe: str) -> None:
    page = await tour.visit(PAGE_KINDS[0], DESKTOP)
    await page.evaluate("document.querySelector('main').append(new Image())")
    assert any("image-alt" in each for each in await _violations(page, axe))
