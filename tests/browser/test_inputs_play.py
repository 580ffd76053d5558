"""Whatever a film was made with, both players play what became of it, to its end."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from services.transcoder.ladder import SEGMENT_SECONDS
from tests.browser.stage import opened, play, until
from tests.browser.theatre import Theatre, origin, screened
from tests.integration.transcoder.desk import Desk
from tests.integration.transcoder.input_runs import Runs
from tests.integration.transcoder.inputs import INPUTS
from tests.integration.transcoder.servers import Servers

pytestmark = pytest.mark.timeout(600)
"""The first test waits for all films, which the machine makes beside whatever else it does."""


@pytest.fixture(scope="module")
async def theatre(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Theatre]:
    root = tmp_path_factory.mktemp("origin")
    with Servers.running(tmp_path_factory.mktemp("servers")) as servers:
        async with Desk.open(servers.environment) as desk, desk.transcoder(), desk.transcoder():
            runs = Runs(desk, tmp_path_factory.mktemp("inputs"))
            asking = asyncio.create_task(runs.ask())
            films = {name: await screened(desk, await runs.run(name), root) for name in INPUTS}
            await asking
    async with origin(root) as url:
        yield Theatre(url, films)


@pytest.mark.parametrize("player", ["hls", "shaka"])
@pytest.mark.parametrize("name", INPUTS)
async def test_plays_to_the_end(player: str, name: str, theatre: Theatre, browser: Browser) -> None:
    """Where a file breaks off, its sound may go on to the end of a segment."""
    film = theatre.films[name]
    seconds = film.done.duration_seconds
    async with opened(browser, theatre, player, film.master, captions=False) as page:
        await until(page, "it.buffered.length > 0")
        await play(page, 16)
        it = await until(page, "it.ended")
    assert seconds - 0.1 < it["at"] < seconds + (SEGMENT_SECONDS if INPUTS[name].warned else 0.1)
    assert it["gaps"] == 0
    assert (it["seen"] > 0) == bool(film.done.playback.renditions)
    assert (it["heard"] > 0) == bool(film.done.playback.sounds)
