"""Poster, storyboard and chapters' pictures before publication: for who may see the draft."""

from typing import Any

from shared.contracts.caller import Role
from tests.consumer import MOVE, Consumer
from tests.integration.videos.pictures import INDEX, pictured
from tests.integration.videos.studio import Studio
from tests.people import people

LOOK = """query ($id: ID!) { video(id: $id) { previewPosterUrl previewStoryboardUrl
  chapters { title thumbnailUrl } playback { posterUrl } } }"""


async def fetched(consumer: Consumer, path: str) -> str:
    answer = await consumer.http.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


async def look(consumer: Consumer, video: dict[str, Any]) -> Any:
    return (await consumer.data(LOOK, id=video["id"]))["video"]


async def test_editors_see_them(studio: Studio) -> None:
    video = await pictured(studio)
    shown = await look(studio.editor, video)
    assert shown["playback"] is None
    assert await fetched(studio.editor, shown["previewPosterUrl"]) == "poster.jpg"
    index = shown["previewStoryboardUrl"]
    assert await fetched(studio.editor, index) == INDEX
    sheet = f"{index.rpartition('/')[0]}/sheet-1.jpg"
    assert await fetched(studio.editor, sheet) == "sheet-1.jpg"
    first, second = (chapter["thumbnailUrl"] for chapter in shown["chapters"])
    assert first is None
    assert await fetched(studio.editor, second) == "2500.jpg"


async def test_nobody_else_does(studio: Studio) -> None:
    video = await pictured(studio)
    addresses = await look(studio.editor, video)
    async with people(studio.hub, leser=Role.READER, andere=Role.AUTHOR) as others:
        for consumer in (studio.stranger, *others.values()):
            assert await look(consumer, video) is None
    path = addresses["previewPosterUrl"].split("/", 3)[3]
    for guess in (f"/media/{path}", f"/renders/{path}", f"/vorschau/x/{path}"):
        assert (await studio.stranger.http.get(guess)).status_code in (403, 404), guess


async def test_published_the_pictures_are_public(studio: Studio) -> None:
    video = await pictured(studio, posterSeconds=2.5)
    assert (await studio.editor.mutate(MOVE % "publish", id=video["id"]))["userErrors"] == []
    shown = await look(studio.stranger, video)
    assert shown["playback"]["posterUrl"] == shown["chapters"][1]["thumbnailUrl"]
    assert shown["playback"]["posterUrl"].startswith("/media/")
    assert (shown["previewPosterUrl"], shown["previewStoryboardUrl"]) == (None, None)
