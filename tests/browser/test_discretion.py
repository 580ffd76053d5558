"""No page asks anybody else, stores anything unasked, or is sent without its headers."""

import pytest

from infra.local.supervisor import Hub
from tests.browser.page_kinds import PAGE_KINDS, PUBLIC, PageKind, named
from tests.browser.tour import DESKTOP, Tour
from tests.consumer import Consumer

STORED = """async () => ({
  local: localStorage.length, session: sessionStorage.length,
  caches: (await caches.keys()).length, databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length })"""
NOTHING = {"local": 0, "session": 0, "caches": 0, "databases": 0, "workers": 0}


@pytest.mark.parametrize("kind", PUBLIC, ids=named)
async def test_nothing_is_asked_elsewhere_or_stored(kind: PageKind, hub: Hub, tour: Tour) -> None:
    page = await tour.blank(DESKTOP)
    asked: list[str] = []
    refused: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    await page.goto(tour.path(kind), wait_until="networkidle")
    foreign = [url for url in asked if not url.startswith((hub.url, "data:", "blob:"))]
    assert (foreign, await page.context.cookies()) == ([], [])
    assert await page.evaluate(STORED) == NOTHING
    # A browser reports each answer that is a failure, and here some of the pages are.
    assert [text for text in refused if f"status of {kind.status}" not in text] == []


@pytest.mark.parametrize("kind", PAGE_KINDS, ids=named)
async def test_the_usual_headers_are_there(
    kind: PageKind, tour: Tour, stranger: Consumer, editor: Consumer
) -> None:
    who = editor if kind.signed_in else stranger
    answer = await who.http.get(tour.path(kind), headers={"Accept": "text/html"})
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in answer.headers["permissions-policy"]
    kept = "no-store" if kind.signed_in or kind.secret else "no-cache"
    assert answer.headers["cache-control"] == kept
    assert "server" not in answer.headers
    assert "set-cookie" not in answer.headers
