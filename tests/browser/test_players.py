"""hls.js, Shaka Player and the browser itself play what the transcoder makes, to its end."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page

from tests.browser.stage import opened, play, until
from tests.browser.theatre import Screening, Theatre, origin, screen
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.films import H264, ffmpeg, pattern
from tests.integration.transcoder.servers import Servers

BORDER = 20
"""Where the second chunk begins, in seconds."""

TONE = ["-f", "lavfi", "-i", "sine=f=440:r=48000"]
FILMS: dict[str, list[str]] = {
    "film": [*pattern("800x450", "15", 31), *TONE, "-t", "31", *H264],
    "sound": [*TONE, "-t", "9", "-c:a", "aac"],
    "portrait": [*pattern("360x640", "25", 5), *TONE, "-t", "5", *H264],
    "silent": [*pattern("320x180", "25", 9), *H264],
}
SIZES = {"film": 2, "sound": 0, "portrait": 1, "silent": 1}


@pytest.fixture(scope="module")
async def theatre(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Theatre]:
    folder, root = tmp_path_factory.mktemp("films"), tmp_path_factory.mktemp("origin")
    with Servers.running(tmp_path_factory.mktemp("servers")) as servers:
        async with Desk.open(servers.environment) as desk, desk.transcoder(), desk.transcoder():
            films = await asyncio.gather(
                *(_shown(desk, folder / f"{name}.mp4", FILMS[name], root) for name in FILMS)
            )
    async with origin(root) as url:
        yield Theatre(url, dict(zip(FILMS, films, strict=True)))


async def _shown(desk: Desk, path: Path, words: list[str], root: Path) -> Screening:
    await asyncio.to_thread(ffmpeg, *words, path)
    return await screen(desk, path, root)


async def seek(page: Page, seconds: float) -> None:
    await page.evaluate(f"document.querySelector('video').currentTime = {seconds}")
    await until(page, f"!it.seeking && it.at > {seconds} + 0.2 && it.at < {seconds} + 12")


@pytest.mark.parametrize("player", ["hls", "shaka", "file"])
@pytest.mark.parametrize("name", FILMS)
async def test_plays_to_the_end(player: str, name: str, theatre: Theatre, browser: Browser) -> None:
    film = theatre.films[name]
    seconds = film.done.duration_seconds
    path = film.download if player == "file" else film.master
    whole = 0 if player == "file" else seconds - 0.2
    async with opened(browser, theatre, player, path, captions=player != "file") as page:
        loaded = await until(page, f"it.buffered.some(([, end]) => end > {whole})")
        assert loaded["buffered"][0][0] < 0.05
        await play(page, 16)
        it = await until(page, "it.ended")
    assert len(it["buffered"]) == 1, "no gap"
    assert it["at"] == pytest.approx(seconds, abs=0.1)
    assert it["seconds"] == pytest.approx(seconds, abs=0.1)
    assert [stall for stall in it["stalls"] if stall > 200] == []
    assert it["gaps"] == 0
    assert (it["heard"] > 0) == (name != "silent")
    assert (it["seen"] > 0) == (name != "sound")
    if player != "file":
        assert len(it["sizes"]) == SIZES[name]
        assert it["captions"] == 1
        assert [1, "Ein Testbild."] in it["cues"]


@pytest.mark.parametrize("player", ["hls", "shaka", "file"])
async def test_seeks_over_the_borders_of_chunks(
    player: str, theatre: Theatre, browser: Browser
) -> None:
    film = theatre.films["film"]
    path = film.download if player == "file" else film.master
    async with opened(browser, theatre, player, path) as page:
        await play(page, 1)
        for seconds in (BORDER + 8, BORDER - 0.5, 1, BORDER):
            await seek(page, seconds)


@pytest.mark.parametrize("name", FILMS)
def test_what_a_master_names_is_of_one_kind(name: str, theatre: Theatre) -> None:
    """RFC 8216bis 6.2.4; captions alone may have segments of another length, as all is VOD."""
    film = theatre.films[name]
    master = (film.folder / "master.m3u8").read_text()
    named = re.findall(r'(?:URI="|^)([^"#\s]+\.m3u8)', master, re.MULTILINE)
    texts = {each: (film.folder / each).read_text() for each in named}
    targets = {each: int(re.findall(r"TARGETDURATION:(\d+)", texts[each])[0]) for each in texts}
    (captioned,) = (each for each in texts if "captions/" in each)
    for each, text in texts.items():
        lengths = [float(one) for one in re.findall(r"#EXTINF:([\d.]+)", text)]
        assert max(map(round, lengths)) <= targets[each]
        assert "#EXT-X-PLAYLIST-TYPE:VOD\n" in text
        assert text.endswith("#EXT-X-ENDLIST\n")
        assert sum(lengths) == pytest.approx(film.done.duration_seconds, abs=0.1)
    assert len({target for each, target in targets.items() if each != captioned}) == 1


@pytest.mark.parametrize("player", ["hls", "shaka"])
async def test_a_film_that_grows_begins_at_its_beginning(
    player: str, theatre: Theatre, browser: Browser
) -> None:
    film = theatre.films["film"]
    film.grow(1, 5, complete=False)
    async with opened(browser, theatre, player, film.premiere(), growing=True) as page:
        begun = await until(page, "it.buffered.length > 0")
        assert begun["at"] < 1
        assert begun["captions"] == 0
        await play(page, 8)
        await until(page, "it.at > 5")
        film.grow(2, 99, complete=True)
        await until(page, f"it.buffered.some(([, end]) => end > {BORDER} + 5)")
        await play(page, 8)  # Shaka Player goes back to 1 near the end of what there is
        it = await until(page, "it.ended")
    assert it["at"] == pytest.approx(film.done.duration_seconds, abs=0.1)
    assert it["gaps"] == 0
