"""Captions from the editor's file to the player, the reader and the search: on the real parts.

No transcoder runs: the tests report in its place what it would have made.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import nats
import pytest
from msgspec.structs import replace

from gateway.graphql.ids import decode
from infra.local.parts import PROGRAMS
from infra.local.place import ROOT
from infra.local.supervisor import Hub
from infra.local.welcome import first_accounts
from services.videos.playlists import Playlists
from services.videos.spoken import CaptionReader
from shared.contracts import jobs
from shared.contracts.captions import files_of, srt_key
from shared.contracts.jobs import SpeechFailed, SpeechJob, SpeechWritten, TranscodeDone
from shared.contracts.video import Sound, Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.bus import Bus
from shared.kit.content.store import ContentStore
from shared.kit.documents import database
from tests.consumer import WITHDRAW, Consumer
from tests.film import sent
from tests.unit.video_items import VIDEO_ID, playback, rendition, sound

SET = """mutation ($id: ID!, $text: String, $language: String = "de", $label: String,
    $webvtt: String, $origin: CaptionOrigin = HUMAN, $revision: Int) {
  setCaption(id: $id, text: $text, language: $language, label: $label, webvtt: $webvtt,
      origin: $origin, revision: $revision) {
    video { revision captions { language label origin reviewed } } repairs warnings
    userErrors { field message code } } }"""
CHANGE = """mutation ($id: ID!, $language: String = "de", $revision: Int) {
  %s(id: $id, language: $language, revision: $revision) {
  video { captions { language label reviewed origin } speech { state message } }
  userErrors { field message code } } }"""
CANCEL = """mutation ($id: ID!) { cancelCaptions(id: $id) {
  video { speech { state } captions { language } } userErrors { field message code } } }"""
REVIEW, REMOVE, WRITE = (
    CHANGE % name for name in ("reviewCaption", "removeCaption", "writeCaptions")
)
READ = """query ($id: ID!, $matching: String = "", $language: String, $after: Float = -1) {
  video(id: $id) {
    captions { language label url srtUrl transcriptUrl reviewed origin warnings
      webvtt: text srt: text(format: SRT) }
    speech { state code message } chaptersUrl chapterWarnings playback { hlsUrl }
    transcriptCues(matching: $matching, language: $language, afterSeconds: $after, first: 2) {
      startSeconds text }
    transcriptParagraphs(language: $language) { startSeconds heading text }
    transcriptText(language: $language) } }"""
CHAPTERS = """mutation ($id: ID!, $revision: Int!, $chapters: [ChapterInput!]!) {
  updateVideo(id: $id, revision: $revision, input: {chapters: $chapters}) {
    video { revision } userErrors { field message } } }"""
SRT = (
    "1\r\n00:00:00.000 --> 00:00:02,000\r\nDer <font>Lärm</font>\r\nan der Straße.\r\n\r\n"
    "2\r\n00:00:02,000 --> 00:00:04,000\r\nUnd der Feinstaub.\r\n\r\n"
    "3\r\n00:00:07,000 --> 00:00:09,000\r\n<i>Ende.</i>\r\n"
)
WEBVTT = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nEins.\n"
SECONDS = 10.0
ANY_JOB = SpeechJob(id=VIDEO_ID, video_id=VIDEO_ID, source_key="source", language="de")
"""The queue has one subject for all jobs of a kind."""


@pytest.fixture(scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    data = tmp_path_factory.mktemp("hub")
    programs = [name for name in PROGRAMS if name != "transcoder"]
    async with Hub.start(data=data, programs=programs) as running:
        await first_accounts(running)
        yield running


@pytest.fixture(scope="module")
async def editor(hub: Hub) -> AsyncIterator[Consumer]:
    token = (hub.data / "editor.token").read_text().strip()
    async with Consumer.at(hub.url, token) as consumer:
        yield consumer


@pytest.fixture(scope="module")
async def stranger(hub: Hub) -> AsyncIterator[Consumer]:
    async with Consumer.at(hub.url) as consumer:
        yield consumer


class Bench:
    """Stands where the transcoder would: sees the documents and the queue, and reports."""

    def __init__(self, bus: Bus, blobs: Blobs, store: ContentStore[Video]) -> None:
        self.bus = bus
        self.blobs = blobs
        self.store = store

    async def video(self, item: dict[str, Any]) -> Video:
        return (await self.store.get(decode(item["id"])[1])).item

    async def made(self, item: dict[str, Any], sounds: int = 1) -> None:
        """Reports the file as playable."""
        video = await self.video(item)
        folder = f"videos/{video.id}/{'a' * 16}"
        heard: tuple[Sound, ...] = tuple(sound(folder, n + 1) for n in range(sounds))
        made = playback(folder, sounds=heard, renditions=(rendition(folder),))
        for key in (made.renditions[0].playlist_key, *(one.playlist_key for one in heard)):
            await self.blobs.put(RENDERS, key, b"#EXTM3U\n", "application/vnd.apple.mpegurl")
        assert video.processing.job_id
        done = TranscodeDone(
            video_id=video.id,
            job_id=video.processing.job_id,
            duration_seconds=SECONDS,
            playback=made,
        )
        assert (await self.bus.call(jobs.DONE, done)).wanted

    async def speech_job(self, item: dict[str, Any]) -> SpeechJob:
        """The job that waits for the recogniser, once the outbox has sent it."""
        wanted = (await self.video(item)).speech
        assert wanted
        for _ in range(50):
            try:
                found = await self.bus.jetstream.get_last_msg(jobs.STREAM, jobs.subject(ANY_JOB))
                job = msgspec.json.decode(found.data or b"", type=SpeechJob)
                if job.id == wanted.job_id:
                    return job
            except nats.js.errors.NotFoundError:
                pass
            await asyncio.sleep(0.1)
        raise AssertionError("no job for the recogniser")

    async def heard(self, job: SpeechJob, webvtt: str) -> bool:
        """Reports what was said; whether anybody wanted to know."""
        report = SpeechWritten(
            video_id=job.video_id,
            job_id=job.id,
            source_key=job.source_key,
            language=job.language,
            webvtt=webvtt,
        )
        return (await self.bus.call(jobs.SPEECH_WRITTEN, report)).wanted


@pytest.fixture(scope="module")
async def bench(hub: Hub) -> AsyncIterator[Bench]:
    access = hub.place.s3_access("videos")
    environment = hub.environment("videos")
    name = environment.get("HUB_DATABASE") or "videos"
    async with (
        Bus.connect(hub.nats_url(), "operator") as bus,
        Blobs.open(hub.s3_url, access.public, access.secret, hub.url) as blobs,
        database(environment["HUB_MONGO_URL"], name) as documents,
    ):
        yield Bench(bus, blobs, ContentStore(documents, Video))


@pytest.fixture
async def draft(editor: Consumer, tmp_path: Path) -> dict[str, Any]:
    """A video whose file has arrived; nothing is made of it yet."""
    file = tmp_path / "film.mp4"
    file.write_bytes(uuid4().bytes)
    return await sent(editor, file, f"Film {uuid4().hex[:8]}")


@pytest.fixture
async def film(draft: dict[str, Any], bench: Bench) -> dict[str, Any]:
    """A video that could be published."""
    await bench.made(draft)
    return draft


async def read(consumer: Consumer, item: dict[str, Any], **variables: Any) -> dict[str, Any]:
    found: dict[str, Any] = (await consumer.data(READ, id=item["id"], **variables))["video"]
    return found


async def text(consumer: Consumer, url: str) -> str:
    answer = await consumer.http.get(url, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_srt_is_taken_mended_and_offered_in_both_formats(
    editor: Consumer, film: dict[str, Any]
) -> None:
    done = await editor.mutate(SET, id=film["id"], text=SRT)
    assert done["userErrors"] == []
    assert done["repairs"] == [
        "Zeilenenden vereinheitlicht.",
        "Komma und Punkt in der Zeitangabe vertauscht (Zeile 2).",
        "Unbekannte Auszeichnung weggelassen (Zeile 2).",
    ]
    expected = {"language": "de", "label": "Deutsch", "origin": "HUMAN", "reviewed": False}
    assert done["video"]["captions"] == [expected]
    (caption,) = (await read(editor, film))["captions"]
    assert caption["webvtt"].startswith(
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nDer Lärm\nan der Straße.\n"
    )
    assert caption["srt"].endswith("3\n00:00:07,000 --> 00:00:09,000\n<i>Ende.</i>\n")
    assert await text(editor, caption["url"]) == caption["webvtt"]
    assert await text(editor, caption["srtUrl"]) == caption["srt"]


async def test_a_wrong_file_is_refused_line_by_line(
    editor: Consumer, draft: dict[str, Any]
) -> None:
    wrong = "WEBVTT\n\n00:02.000 --> 00:01.000\nEins\n\nverirrt\n"
    for name in ("text", "webvtt"):
        done = await editor.mutate(SET, id=draft["id"], **{name: wrong})
        assert done["video"] is None
        assert done["userErrors"] == [
            {"field": name, "message": message, "code": "invalid"}
            for message in (
                "Zeile 3: Das Ende liegt vor dem Anfang.",
                "Zeile 6: Hier fehlt die Zeitangabe.",
            )
        ]


async def test_what_is_hard_to_read_is_told_at_once_and_later(
    editor: Consumer, film: dict[str, Any]
) -> None:
    late = "WEBVTT\n\n00:00:09.000 --> 00:00:12.000\nZu spät.\n"
    warning = "1 Untertitel: über das Ende des Videos hinaus zu sehen (bei 00:00:09.000)."
    assert (await editor.mutate(SET, id=film["id"], text=late))["warnings"] == [warning]
    assert (await read(editor, film))["captions"][0]["warnings"] == [warning]


async def test_captions_live_with_their_language(editor: Consumer, draft: dict[str, Any]) -> None:
    for language in ("de", "de-simple"):
        await editor.mutate(SET, id=draft["id"], text=SRT, language=language)
    await editor.mutate(SET, id=draft["id"], text=WEBVTT)
    await editor.mutate(REVIEW, id=draft["id"])
    found = (await read(editor, draft))["captions"]
    assert [(one["label"], one["reviewed"]) for one in found] == [
        ("Deutsch", True),
        ("Deutsch, Leichte Sprache", False),
    ]
    assert found[0]["webvtt"] == WEBVTT
    removed = await editor.mutate(REMOVE, id=draft["id"])
    assert [one["language"] for one in removed["video"]["captions"]] == ["de-simple"]
    missing = await editor.mutate(REVIEW, id=draft["id"])
    assert missing["userErrors"][0]["code"] == "not_found"


async def test_only_who_may_changes_captions(
    editor: Consumer, stranger: Consumer, draft: dict[str, Any]
) -> None:
    for mutation in (SET, REVIEW, REMOVE, WRITE):
        variables = {"text": WEBVTT} if mutation is SET else {}
        done = await stranger.mutate(mutation, id=draft["id"], **variables)
        assert done["userErrors"][0]["code"] == "unauthenticated"
    stale = await editor.mutate(SET, id=draft["id"], text=WEBVTT, revision=1)
    assert stale["userErrors"][0] | {"message": ""} == {
        "field": "revision",
        "message": "",
        "code": "conflict",
    }
    assert (await read(editor, draft))["captions"] == []


async def test_of_two_editors_who_saw_the_same_one_is_told(
    editor: Consumer, draft: dict[str, Any], bench: Bench
) -> None:
    revision = (await bench.video(draft)).revision
    sent_at_once = [
        editor.mutate(SET, id=draft["id"], text=WEBVTT + str(n), revision=revision)
        for n in range(4)
    ]
    done = await asyncio.gather(*sent_at_once)
    assert sorted(one["userErrors"][0]["code"] for one in done if one["userErrors"]) == (
        ["conflict"] * 3
    )
    assert (await bench.video(draft)).revision == revision + 1


async def test_nobody_finds_right_what_they_have_not_read(
    editor: Consumer, draft: dict[str, Any], bench: Bench
) -> None:
    done = await editor.mutate(SET, id=draft["id"], text=WEBVTT)
    revision = done["video"]["revision"]
    both = await asyncio.gather(
        editor.mutate(SET, id=draft["id"], text=SRT, revision=revision),
        editor.mutate(REVIEW, id=draft["id"], revision=revision),
    )
    assert [one["code"] for done in both for one in done["userErrors"]] == ["conflict"]
    (caption,) = (await bench.video(draft)).captions
    stored = await bench.blobs.get(RENDERS, caption.key)
    assert caption.reviewed == (stored.decode() == WEBVTT)


async def test_captions_are_read_once_for_all_who_ask(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(SET, id=film["id"], text=SRT)
    (caption,) = (await bench.video(film)).captions
    reader = CaptionReader(bench.blobs)
    first, *others = await asyncio.gather(*(reader.read(caption) for _ in range(5)))
    assert all(one is first for one in others)
    assert await reader.read(caption) is first


async def test_a_published_caption_reaches_the_player_and_leaves_it(
    editor: Consumer, stranger: Consumer, film: dict[str, Any]
) -> None:
    done = await editor.mutate(SET, id=film["id"], text=SRT, label='Deutsch "neu"')
    chapters = [{"title": "Lärm & Staub", "startSeconds": 0}, {"title": "Ende", "startSeconds": 6}]
    edited = await editor.mutate(
        CHAPTERS, id=film["id"], revision=done["video"]["revision"], chapters=chapters
    )
    assert edited["userErrors"] == []
    assert (await editor.move("publish", film["id"]))["userErrors"] == []

    shown = await read(stranger, film)
    (caption,) = shown["captions"]
    master = await text(stranger, shown["playback"]["hlsUrl"])
    playlist = caption["url"].replace(".vtt", ".m3u8")
    assert 'NAME="Deutsch ”neu”",LANGUAGE="de"' in master
    assert f'URI="../captions/{playlist.rpartition("/")[2]}"' in master
    assert f"#EXTINF:10.000,\n{caption['url'].rpartition('/')[2]}\n" in await text(
        stranger, playlist
    )
    assert (await text(stranger, caption["srtUrl"])).startswith("1\n00:00:00,000 --> ")
    assert await text(stranger, caption["transcriptUrl"]) == shown["transcriptText"]
    assert "Lärm &amp; Staub" in await text(stranger, shown["chaptersUrl"])

    await editor.mutate(SET, id=film["id"], text=WEBVTT, language="en", label="English")
    assert 'NAME="English",LANGUAGE="en"' in await text(stranger, shown["playback"]["hlsUrl"])
    await editor.mutate(REMOVE, id=film["id"])
    master = await text(stranger, shown["playback"]["hlsUrl"])
    assert ('LANGUAGE="de",DEFAULT=NO' in master, 'LANGUAGE="en"' in master) == (False, True)
    assert (await stranger.http.get(caption["url"])).status_code == 404

    await editor.mutate(WITHDRAW, id=film["id"], reason="OUTDATED")
    assert (await stranger.http.get(shown["playback"]["hlsUrl"])).status_code == 404


async def test_what_a_machine_wrote_says_so_once_wherever_it_is_shown(
    editor: Consumer, stranger: Consumer, film: dict[str, Any]
) -> None:
    """The label is as it was kept once, with the mark in it."""
    label = "Deutsch (automatisch erstellt)"
    await editor.mutate(SET, id=film["id"], text=SRT, origin="MACHINE", label=label)
    published = await editor.move("publish", film["id"])
    shown = await read(stranger, film)
    assert shown["captions"][0]["label"] == "Deutsch"
    assert f'NAME="{label}"' in await text(stranger, shown["playback"]["hlsUrl"])
    path = f"/videos/{published['content']['slug']}"
    german, english = await text(stranger, path), await text(stranger, f"/en{path}")
    assert f'label="{label}"' in german
    assert f"Untertitel {label}:" in german
    assert 'label="Deutsch (created automatically)"' in english
    assert "automatisch erstellt" not in english
    clip = {"videoId": film["id"], "startSeconds": 1}
    item = await editor.published(title="Zusehen", steps=[{"title": "Eins", "clip": clip}])
    page = await text(stranger, f"/experimente/{item['slug']}")
    assert f'data-label="{label}"' in page


async def test_captions_of_the_longest_films_pass_as_any_json(
    editor: Consumer, draft: dict[str, Any]
) -> None:
    times = (f"{n // 60:02}:{n % 60:02}" for n in range(3_000))
    cues = "".join(f"{at}.000 --> {at}.900\n{'їжак ' * 24}\n\n" for at in times)
    variables = {"id": draft["id"], "text": f"WEBVTT\n\n{cues}", "language": "uk"}
    body = json.dumps({"query": SET, "variables": variables}).encode()
    assert len(body) > 1_500_000
    json_alone = {"Content-Type": "application/json"}
    reply = await editor.http.post("/graphql", content=body, headers=json_alone)
    assert reply.json()["data"]["setCaption"]["userErrors"] == []
    (caption,) = (await read(editor, draft))["captions"]
    assert caption["webvtt"].count("-->") == 3_000


async def masters(bench: Bench, film: dict[str, Any]) -> list[str]:
    """The master playlists that are written."""
    made = await bench.blobs.listing(RENDERS, f"videos/{decode(film['id'])[1]}/")
    return [blob.key for blob in made if blob.key.endswith("/master.m3u8")]


async def test_a_draft_is_captioned_in_the_preview(
    editor: Consumer, stranger: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(SET, id=film["id"], text=SRT)
    (caption,) = (await read(editor, film))["captions"]
    assert (await text(stranger, caption["transcriptUrl"])).startswith("Der Lärm")
    found = await editor.data("query ($id: ID!) { video(id: $id) { previewUrl } }", id=film["id"])
    master = await text(stranger, found["video"]["previewUrl"])
    assert 'SUBTITLES="captions"' in master
    assert await masters(bench, film) == []
    for kind in ("url", "srtUrl"):
        private = caption[kind].split("/captions/")[1]
        public = f"/media/videos/{decode(film['id'])[1]}/captions/{private}"
        assert (await stranger.http.get(public)).status_code == 404


async def test_files_are_written_where_they_are_missing_or_wrong(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(SET, id=film["id"], text=SRT)
    video = await bench.video(film)
    prefix = f"videos/{video.id}/"
    write = Playlists(bench.blobs).write
    await write(video)
    first = {blob.key: blob for blob in await bench.blobs.listing(RENDERS, prefix)}
    assert {*files_of(video)} <= first.keys()
    await write(video)
    assert {blob.key: blob for blob in await bench.blobs.listing(RENDERS, prefix)} == first

    (caption,) = video.captions
    assert video.playback
    wrong = video.playback.master_key
    await bench.blobs.put(RENDERS, wrong, b"#EXTM3U\n", "text/plain")
    await bench.blobs.delete(RENDERS, [srt_key(caption.key)])
    await write(video)
    assert b"STREAM-INF" in await bench.blobs.get(RENDERS, wrong)
    assert (await bench.blobs.get(RENDERS, srt_key(caption.key))).startswith(b"1\n00:00:00,000")


async def test_captions_that_cannot_be_read_hold_nothing_up(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(SET, id=film["id"], text=SRT)
    video = await bench.video(film)
    await bench.blobs.put(RENDERS, video.captions[0].key, b"WEBVTT\n\nkaputt", "text/vtt")
    assert video.playback
    await Playlists(bench.blobs).write(video)
    assert b"SUBTITLES" in await bench.blobs.get(RENDERS, video.playback.master_key)


async def test_chapters_in_disorder_are_told_and_not_published(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    chapters = [{"title": "Zwei", "startSeconds": 5}, {"title": "Eins", "startSeconds": 2}]
    revision = (await bench.video(film)).revision
    await editor.mutate(CHAPTERS, id=film["id"], revision=revision, chapters=chapters)
    told = (await read(editor, film))["chapterWarnings"]
    assert told[0] == "Kapitel 2 beginnt nicht nach Kapitel 1."
    assert "nicht bei 0" in told[1]
    refused = (await editor.move("publish", film["id"]))["userErrors"]
    assert (refused[0]["field"], refused[0]["message"]) == ("chapters[1].startSeconds", told[0])


async def test_what_is_said_is_read_and_found(editor: Consumer, film: dict[str, Any]) -> None:
    assert (await read(editor, film))["transcriptText"] is None
    done = await editor.mutate(SET, id=film["id"], text=SRT)
    chapters = [{"title": "Anfang", "startSeconds": 0}]
    await editor.mutate(
        CHAPTERS, id=film["id"], revision=done["video"]["revision"], chapters=chapters
    )
    found = await read(editor, film, matching="FEINSTAUB")
    assert found["transcriptCues"] == [{"startSeconds": 2, "text": "Und der Feinstaub."}]
    for words, starts in (("laerm", [0]), ("strasse und", [0]), ("Ozon", []), ("", [0, 2])):
        cues = (await read(editor, film, matching=words))["transcriptCues"]
        assert [cue["startSeconds"] for cue in cues] == starts
    later = (await read(editor, film, after=2))["transcriptCues"]
    assert [cue["startSeconds"] for cue in later] == [7]
    assert found["transcriptParagraphs"] == [
        {
            "startSeconds": 0,
            "heading": "Anfang",
            "text": "Der Lärm an der Straße. Und der Feinstaub.",
        },
        {"startSeconds": 7, "heading": "", "text": "Ende."},
    ]
    expected = "Anfang\n\nDer Lärm an der Straße. Und der Feinstaub.\n\nEnde.\n"
    assert found["transcriptText"] == expected
    assert (await read(editor, film, language="tr"))["transcriptCues"] == []


async def test_a_machine_does_not_overwrite_people(editor: Consumer, draft: dict[str, Any]) -> None:
    await editor.mutate(SET, id=draft["id"], text=SRT)
    done = await editor.mutate(SET, id=draft["id"], text=WEBVTT, origin="MACHINE")
    assert done["userErrors"][0]["code"] == "conflict"
    assert (await read(editor, draft))["captions"][0]["srt"].startswith("1\n00:00:00,000")


async def test_automatic_captions_come_are_reviewed_and_stay(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    asked = await editor.mutate(WRITE, id=film["id"])
    assert asked["video"]["speech"] == {"state": "QUEUED", "message": ""}
    job = await bench.speech_job(film)
    video = await bench.video(film)
    assert video.source
    assert (job.source_key, job.language) == (video.source.key, "de")
    again = await editor.mutate(WRITE, id=film["id"])
    assert again["userErrors"] == []
    assert (await bench.video(film)).speech == video.speech

    assert await bench.heard(job, WEBVTT)
    shown = await read(editor, film)
    assert shown["speech"] == {"state": "READY", "code": "", "message": ""}
    (caption,) = shown["captions"]
    assert (caption["label"], caption["origin"], caption["reviewed"], caption["webvtt"]) == (
        "Deutsch",
        "MACHINE",
        False,
        WEBVTT,
    )
    reviewed = await editor.mutate(REVIEW, id=film["id"])
    assert reviewed["video"]["captions"] == [
        {"language": "de", "label": "Deutsch", "reviewed": True, "origin": "MACHINE"}
    ]
    assert not await bench.heard(job, "WEBVTT\n\n00:00.000 --> 00:01.000\nNoch einmal.")
    refused = await editor.mutate(WRITE, id=film["id"])
    assert refused["userErrors"][0]["field"] == "language"
    assert (await read(editor, film))["captions"][0]["webvtt"] == WEBVTT


async def test_people_were_faster_than_the_machine(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(WRITE, id=film["id"])
    job = await bench.speech_job(film)
    await editor.mutate(SET, id=film["id"], text=SRT)
    assert await bench.heard(job, WEBVTT)
    shown = await read(editor, film)
    assert shown["captions"][0]["origin"] == "HUMAN"
    assert "nicht übernommen" in shown["speech"]["message"]


@pytest.mark.parametrize(
    ("webvtt", "state", "message"),
    [
        ("", "READY", "nichts Gesprochenes"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nx", "FAILED", "fehlerhaft"),
    ],
)
async def test_nothing_useful_was_written(
    webvtt: str, state: str, message: str, editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(WRITE, id=film["id"])
    assert await bench.heard(await bench.speech_job(film), webvtt)
    shown = await read(editor, film)
    assert (shown["speech"]["state"], shown["captions"]) == (state, [])
    assert message in shown["speech"]["message"]


async def test_after_a_failure_it_is_asked_for_again(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(WRITE, id=film["id"])
    first = await bench.speech_job(film)
    failed = SpeechFailed(
        video_id=first.video_id, job_id=first.id, code="no_model", message="Es fehlt das Modell."
    )
    assert (await bench.bus.call(jobs.SPEECH_FAILED, failed)).wanted
    shown = await read(editor, film)
    assert shown["speech"] == {
        "state": "FAILED",
        "code": "no_model",
        "message": "Es fehlt das Modell.",
    }
    await editor.mutate(WRITE, id=film["id"])
    second = await bench.speech_job(film)
    assert second.id != first.id
    assert not await bench.heard(first, WEBVTT)
    assert (await read(editor, film))["speech"]["state"] == "QUEUED"


async def test_what_was_heard_in_another_file_is_not_taken(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    await editor.mutate(WRITE, id=film["id"])
    job = await bench.speech_job(film)
    await bench.heard(replace(job, source_key=f"{job.source_key}-other"), WEBVTT)
    shown = await read(editor, film)
    assert (shown["speech"]["state"], shown["speech"]["code"]) == ("FAILED", "source_replaced")
    assert shown["captions"] == []


async def test_plain_german_is_not_written_by_machines(
    editor: Consumer, film: dict[str, Any], bench: Bench
) -> None:
    refused = await editor.mutate(WRITE, id=film["id"], language="de-simple")
    assert [error["field"] for error in refused["userErrors"]] == ["language"]
    assert "Leichte Sprache" in refused["userErrors"][0]["message"]
    assert (await bench.video(film)).speech is None


async def test_nothing_is_heard_where_there_is_no_sound(
    editor: Consumer, draft: dict[str, Any], bench: Bench
) -> None:
    early = await editor.mutate(WRITE, id=draft["id"])
    assert "noch nicht fertig" in early["userErrors"][0]["message"]
    await bench.made(draft, sounds=0)
    silent = await editor.mutate(WRITE, id=draft["id"])
    assert silent["userErrors"][0]["message"] == "Das Video hat keinen Ton."


async def hub_command(hub: Hub, *words: str) -> tuple[int, str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("HUB_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.hub", *words),
        cwd=ROOT,
        env=inherited | {"HUB_URL": hub.url, "HUB_DATA_DIR": str(hub.data)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def test_captions_from_the_command_line(
    hub: Hub, film: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "film.srt"
    file.write_bytes(SRT.encode("cp1252"))
    words = ("captions", film["slug"])
    code, out, err = await hub_command(hub, *words, str(file), "--reviewed")
    assert (code, out) == (0, ""), err
    assert "Berichtigt: Aus Windows-1252 in UTF-8 umgewandelt." in err
    assert "Berichtigt: Zeilenenden vereinheitlicht." in err
    _, listed, _ = await hub_command(hub, *words)
    assert listed == "de         Deutsch (von Menschen, geprüft)\n"
    for ending, begin in (("vtt", "WEBVTT\n"), ("srt", "1\n00:00:00,000"), ("txt", "Der Lärm an")):
        code, out, err = await hub_command(hub, *words, "--download", "de", "--format", ending)
        assert (code, out.startswith(begin)) == (0, True), err
    assert "Straße. Und der Feinstaub.\n\nEnde.\n" in out
    code, out, err = await hub_command(hub, *words, "--write", "de-AT")
    assert (code, out) == (0, ""), err
    assert "in Auftrag" in err


async def test_captions_are_reviewed_and_removed_from_the_command_line(
    hub: Hub, editor: Consumer, film: dict[str, Any]
) -> None:
    await editor.mutate(SET, id=film["id"], text=SRT, origin="MACHINE")
    words = ("captions", film["slug"])
    code, out, err = await hub_command(hub, *words, "--review", "de")
    assert (code, out) == (0, ""), err
    (caption,) = (await read(editor, film))["captions"]
    assert (caption["label"], caption["reviewed"]) == ("Deutsch", True)
    for change, expected in (("--remove", 0), ("--remove", 1), ("--review", 1)):
        code, _, err = await hub_command(hub, *words, change, "de")
        assert code == expected, err
    assert "keine Untertitel" in err
    assert (await read(editor, film))["captions"] == []


async def test_the_command_line_says_what_is_wrong(
    hub: Hub, draft: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "film.vtt"
    file.write_text("WEBVTT\n\nx --> y\nEins\n\nverirrt")
    code, out, err = await hub_command(hub, "captions", draft["slug"], str(file))
    assert (code, out) == (1, "")
    assert err.endswith(
        f"{file}:\nZeile 3: Die Zeitangabe ist falsch geschrieben.\n"
        "Zeile 6: Hier fehlt die Zeitangabe.\n"
    )
    code, _, err = await hub_command(hub, "captions", draft["slug"], "--download", "tr")
    assert (code, "keine Untertitel" in err) == (1, True)
    code, _, err = await hub_command(hub, "captions", draft["slug"], str(file), "--write", "de")
    assert (code, "nur eines" in err) == (1, True)
