"""A film of one city, shown in another: copied and made anew, or left where it is."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.local.supervisor import Hub
from tests.consumer import MOVE, WITHDRAW, Consumer
from tests.eventually import eventually
from tests.film import CAPTION, WEBVTT, film, progress_of, sent
from tests.integration.reuse.follower import Reader

SHOWN = """query ($id: ID!) { node(id: $id) { ... on Video {
  title path playback { hlsUrl } captions { language url }
  mirrored { url media } attribution { text } } } }"""
WISHES = {"newItems": "AUTOMATIC", "updates": "AUTOMATIC", "kinds": ["VIDEO"]}
MINUTES = 120.0


@pytest.fixture(scope="module")
async def video(hub: Hub, editor: Consumer, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("film") / "film.mp4"
    made = await sent(editor, await film(path, seconds=4, size="320x180"), "Zwei Städte")
    token = (hub.data / "editor.token").read_text().strip()
    await progress_of(hub.url, token, made["id"])
    assert (await editor.mutate(CAPTION, id=made["id"], webvtt=WEBVTT))["userErrors"] == []
    assert (await editor.mutate(MOVE % "publish", id=made["id"]))["userErrors"] == []
    found: str = made["id"]
    return found


async def shown(soest: Hub, video_id: str) -> dict[str, Any] | None:
    async with Consumer.at(soest.url) as stranger:
        found: dict[str, Any] | None = (await stranger.data(SHOWN, id=video_id))["node"]
    return found


async def test_a_film_is_copied_with_its_captions(
    hub: Hub, soest: Hub, editor: Consumer, reader: Reader, video: str
) -> None:
    followed = await reader.follow(hub.url, **WISHES)
    here = await eventually(lambda: shown(soest, video), lambda found: found, MINUTES)
    assert here
    assert [caption["language"] for caption in here["captions"]] == ["de"]
    async with httpx.AsyncClient(base_url=soest.url) as http:
        playlist = await eventually(
            lambda: http.get(here["playback"]["hlsUrl"]), lambda answer: answer.is_success
        )
        assert "#EXTM3U" in playlist.text
        assert "Ein Testbild." in (await http.get(here["captions"][0]["url"])).text
    await reader.unfollow(followed["id"])
    assert await shown(soest, video) is None


async def test_a_film_may_stay_where_it_is(
    hub: Hub, soest: Hub, editor: Consumer, reader: Reader, video: str
) -> None:
    followed = await reader.follow(hub.url, **WISHES, media="LINK")
    here = await eventually(lambda: shown(soest, video), lambda found: found)
    assert here
    assert here["mirrored"]["media"] == "LINK"
    await eventually(lambda: shown(soest, video), lambda found: not (found or {})["playback"])
    async with httpx.AsyncClient(base_url=soest.url) as http:
        page = (await http.get(here["path"])).text
    assert f'href="{here["mirrored"]["url"]}" rel="external">Film ansehen bei' in page
    await editor.mutate(WITHDRAW, id=video, reason="RIGHTS")
    await eventually(lambda: shown(soest, video), lambda found: found is None)
    await reader.unfollow(followed["id"])
