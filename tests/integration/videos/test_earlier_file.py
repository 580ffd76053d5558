"""Captions and chapters of the file that a film had before: nobody takes them for the new one's."""

from typing import Any

from shared.contracts import jobs
from shared.contracts.jobs import Run, TranscodeDone, TranscodeFailed, TranscodeLanded
from shared.contracts.video import ProcessingState
from tests.consumer import MOVE
from tests.integration.videos.studio import UPDATE, Studio, head

SPOKEN = "WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag!\n"
CHAPTERS = [{"title": "Anfang", "startSeconds": 0.0}, {"title": "Ende", "startSeconds": 8.0}]
SET = """mutation ($id: ID!, $language: String!, $webvtt: String!, $origin: CaptionOrigin!) {
  setCaption(id: $id, language: $language, webvtt: $webvtt, origin: $origin) {
    userErrors { message } } }"""
REVIEW = """mutation ($id: ID!, $language: String!) { reviewCaption(id: $id, language: $language) {
  userErrors { message } } }"""
LOOK = """query ($id: ID!) { video(id: $id) { captions { language reviewed } } }"""


async def done(studio: Studio, run: Run, letter: str, seconds: float, warning: str = "") -> None:
    made = await studio.make(f"{run.prefix}/{letter * 16}", 1, complete=True)
    report = TranscodeDone(**head(run), duration_seconds=seconds, playback=made, warning=warning)
    assert (await studio.bus.call(jobs.DONE, report)).wanted


async def caption(studio: Studio, video: dict[str, Any], language: str, origin: str) -> None:
    given = {"id": video["id"], "language": language, "webvtt": SPOKEN, "origin": origin}
    assert (await studio.editor.mutate(SET, **given))["userErrors"] == []


async def captioned(studio: Studio) -> tuple[dict[str, Any], Run]:
    """A film whose run has begun, with chapters and with captions of three kinds."""
    video, run = await studio.started(chapters=CHAPTERS)
    for language, origin in (("de", "MACHINE"), ("en", "MACHINE"), ("tr", "HUMAN")):
        await caption(studio, video, language, origin)
    for language in ("en", "tr"):
        given = {"id": video["id"], "language": language}
        assert (await studio.editor.mutate(REVIEW, **given))["userErrors"] == []
    return video, run


async def change(studio: Studio, video: dict[str, Any], **fields: Any) -> list[dict[str, Any]]:
    """What was wrong with an edit."""
    revision = (await studio.video(video)).revision
    changed = await studio.editor.mutate(UPDATE, id=video["id"], revision=revision, input=fields)
    errors: list[dict[str, Any]] = changed["userErrors"]
    return errors


async def test_they_wait_for_a_review_once_the_new_file_plays(studio: Studio) -> None:
    video, run = await captioned(studio)
    await done(studio, run, "1", 12)
    assert (await studio.editor.mutate(MOVE % "publish", id=video["id"]))["userErrors"] == []
    before = await studio.video(video)

    await studio.ask("transcodeVideo", video)
    await done(studio, await studio.run(video), "2", 12)
    assert (await studio.video(video)).captions == before.captions, "the same file made anew"

    again = await studio.send(video)
    assert (await studio.video(video)).captions == before.captions, "what plays is the old file"
    await done(studio, again, "3", 4, "Das Ende fehlt.")
    shown = (await studio.stranger.data(LOOK, id=video["id"]))["video"]["captions"]
    assert shown == [{"language": each, "reviewed": False} for each in ("en", "tr")]
    message = (await studio.video(video)).processing.message
    for said in ("Das Ende fehlt.", "automatischen Untertitel", "Die Untertitel", "Die Kapitel"):
        assert said in message
    assert "Textfassung" not in message


async def test_an_edit_of_something_else_is_not_held_up_by_chapters(studio: Studio) -> None:
    video, run = await studio.started(chapters=CHAPTERS)
    await done(studio, run, "4", 12)
    await studio.editor.mutate(MOVE % "publish", id=video["id"])
    await done(studio, await studio.send(video), "5", 4)

    assert await change(studio, video, title="Neuer Titel") == []
    assert await change(studio, video, title="Noch einer", chapters=CHAPTERS) == []
    late = [CHAPTERS[0], {"title": "Ende", "startSeconds": 9.0}]
    (wrong,) = await change(studio, video, chapters=late)
    assert "nach dem Ende des Videos" in wrong["message"]
    assert await change(studio, video, chapters=CHAPTERS[:1]) == []


async def test_the_word_of_it_outlasts_failures_of_the_new_file(studio: Studio) -> None:
    video, run = await captioned(studio)
    growing = await studio.make(f"{run.prefix}/{'6' * 16}", 1)
    landed = TranscodeLanded(**head(run), duration_seconds=12, playback=growing)
    await studio.bus.call(jobs.LANDED, landed)
    again = await studio.send(video)
    kept = await studio.video(video)
    assert kept.playback is None
    assert [one.language for one in kept.captions] == ["en", "tr"]

    failed = TranscodeFailed(**head(again), code="given_up", message="Abgebrochen.")
    await studio.bus.call(jobs.FAILED, failed)
    message = (await studio.video(video)).processing.message
    assert message.startswith("Abgebrochen. ")
    await studio.ask("transcodeVideo", video)
    await done(studio, await studio.run(video), "7", 12)
    ready = (await studio.video(video)).processing
    assert ready.state is ProcessingState.READY
    assert ready.message == message.removeprefix("Abgebrochen. ")
    assert "Die Kapitel" in ready.message
