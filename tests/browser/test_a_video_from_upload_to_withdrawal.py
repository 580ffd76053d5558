"""A film's whole way: sent, transcoded, published, watched, withdrawn, gone."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from uuid import uuid4

from playwright.async_api import BrowserContext, Page

from infra.local.supervisor import Hub
from tests.consumer import MOVE, WITHDRAW, Consumer
from tests.film import CAPTION, STATE, WEBVTT, film, progress_of, sent

POSITION = "document.querySelector('video').currentTime"
PLAY = "document.querySelector('video').play()"


async def test_from_upload_to_withdrawal(
    hub: Hub, editor: Consumer, stranger: Consumer, page: Page, tmp_path: Path
) -> None:
    title = f"Probefilm {uuid4().hex[:6]}"
    video = await sent(editor, await film(tmp_path / "film.mp4", seconds=9), title)

    token = (hub.data / "editor.token").read_text().strip()
    told = await progress_of(hub.url, token, video["id"])
    assert told[-1]["state"] == "READY"
    assert any(0 < news["fraction"] < 1 for news in told)
    for name in ("fraction", "chunksDone"):
        running = [news[name] for news in told if news["state"] == "RUNNING"]
        assert running == sorted(running), "the bar fell back"
    captioned = await editor.mutate(CAPTION, id=video["id"], webvtt=WEBVTT)
    assert captioned["userErrors"] == []

    assert (await stranger.data(STATE, id=video["id"]))["video"] is None
    await _preview(stranger, told)
    assert (await editor.mutate(MOVE % "publish", id=video["id"]))["userErrors"] == []
    found = (await stranger.data(STATE, id=video["id"]))["video"]
    assert abs(found["durationSeconds"] - 9) < 0.1

    media = await _watch(page, video["slug"])
    assert any(path.endswith(".m4s") for path in media)
    assert all(path.startswith("/media/") for path in media)

    public = [found["playback"]["hlsUrl"], found["playback"]["posterUrl"]]
    public += [found["captions"][0]["url"], *media]
    for path in public:
        assert (await stranger.http.get(path)).status_code == 200, path
    await editor.mutate(WITHDRAW, id=video["id"], reason="RIGHTS")
    for path in public:
        assert (await stranger.http.get(path)).status_code == 404, path
    gone = await page.goto(f"/videos/{video['slug']}")
    assert gone is not None
    assert gone.status == 410
    listed = await stranger.data("{ videos { nodes { slug } } }")
    assert video["slug"] not in {node["slug"] for node in listed["videos"]["nodes"]}


async def _preview(stranger: Consumer, told: list[dict[str, Any]]) -> None:
    """Whoever is given the address can watch the draft, as soon as something of it plays."""
    address = next(news["previewUrl"] for news in told if news["previewUrl"])
    master = await stranger.http.get(address)
    assert master.text.startswith("#EXTM3U"), master.text
    lines = [line for line in master.text.splitlines() if line and not line.startswith("#")]
    playlist = await stranger.http.get(f"{address.rpartition('/')[0]}/{lines[0]}")
    segment = next(line for line in playlist.text.splitlines() if ".m4s" in line)
    assert (await stranger.http.get(segment)).status_code == 200


async def until(page: Page, condition: str) -> None:
    """Waits for what JavaScript says; Playwright's own way needs `eval`, which our CSP forbids."""
    async with asyncio.timeout(30):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.1)


async def _watch(page: Page, slug: str) -> set[str]:
    """Plays the film for two seconds; the paths of the media that the browser fetched."""
    fetched: set[str] = set()
    problems: list[str] = []
    page.on("request", lambda r: fetched.add(r.url) if "/media/" in r.url else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    await page.goto(f"/videos/{slug}")
    await until(page, "!!customElements.get('hub-player')")
    await page.evaluate(PLAY)
    await until(page, f"{POSITION} > 2")
    source = await page.evaluate("document.querySelector('video').currentSrc")
    assert source.startswith("blob:"), "hls.js feeds the player"
    cues = await page.evaluate(
        "[...document.querySelector('video').textTracks].map(t => [t.language, t.mode])"
    )
    assert cues[0][0] == "de"
    assert problems == []
    return {url.removeprefix(page.url.rsplit("/videos/", 1)[0]) for url in fetched}


async def test_the_media_do_not_pass_through_the_gateway(
    hub: Hub, editor: Consumer, stranger: Consumer, visit: BrowserContext, tmp_path: Path
) -> None:
    """With the gateway dead, a published film's segments still come."""
    video = await sent(editor, await film(tmp_path / "film.mp4", seconds=2), f"F {uuid4().hex[:6]}")
    token = (hub.data / "editor.token").read_text().strip()
    assert (await progress_of(hub.url, token, video["id"]))[-1]["state"] == "READY"
    await editor.mutate(MOVE % "publish", id=video["id"])
    playback = (await stranger.data(STATE, id=video["id"]))["video"]["playback"]
    await hub.kill("gateway")
    try:
        for segment in await _segments(stranger, playback["hlsUrl"]):
            answer = await stranger.http.get(segment)
            assert answer.status_code == 200, segment
            assert len(answer.content) > 500
    finally:
        await hub.ready("gateway")


async def _segments(stranger: Consumer, master: str) -> list[str]:
    """The addresses of all segments of all renditions."""
    found = []
    for playlist in await _listed(stranger, master):
        found += [address for address in await _listed(stranger, playlist) if ".m4s" in address]
    assert found
    return found


async def _listed(stranger: Consumer, playlist: str) -> list[str]:
    answer = await stranger.http.get(playlist)
    assert answer.status_code == 200, playlist
    assert answer.text.startswith("#EXTM3U")
    lines = [line for line in answer.text.splitlines() if line and not line.startswith("#")]
    return [urljoin(playlist, line) for line in lines]
