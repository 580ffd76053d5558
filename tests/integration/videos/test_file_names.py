"""What a file is called tells of who sent it: it is for those who may change the video."""

from typing import Any

from shared.contracts import jobs
from shared.contracts.jobs import TranscodeDone
from shared.contracts.video import TrackKind
from tests.consumer import Consumer
from tests.integration.videos.studio import Studio, head

FILES = """query ($id: ID!) { video(id: $id) {
  source { filename } pending { filename }
  audioDescription { filename pending { filename } }
  signLanguage { filename pending { filename } } } }"""


async def named(consumer: Consumer, video: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = (await consumer.data(FILES, id=video["id"]))["video"]
    return found


async def test_strangers_do_not_read_what_files_are_called(studio: Studio) -> None:
    video, run = await studio.started()
    made = await studio.make(f"{run.prefix}/{'f' * 16}", 1, complete=True)
    await studio.bus.call(jobs.DONE, TranscodeDone(**head(run), duration_seconds=8, playback=made))
    await studio.send(video, TrackKind.AUDIO_DESCRIPTION)
    assert (await studio.editor.move("publish", video["id"]))["userErrors"] == []
    await studio.begin(video)
    await studio.begin(video, TrackKind.SIGN_LANGUAGE)

    there = {"filename": "film.mp4"}
    assert await named(studio.editor, video) == {
        "source": there,
        "pending": there,
        "audioDescription": {**there, "pending": None},
        "signLanguage": {"filename": None, "pending": there},
    }
    assert await named(studio.stranger, video) == {
        "source": None,
        "pending": None,
        "audioDescription": {"filename": None, "pending": None},
        "signLanguage": {"filename": None, "pending": None},
    }
