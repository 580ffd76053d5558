"""Captions, chapters and the poster on the editors' page: forms that work without JavaScript."""

import re
from typing import Any

from httpx import Response

from gateway.pages.video_captions import LARGEST_FORM
from shared.contracts import jobs
from shared.contracts.jobs import SpeechFailed
from shared.kit.caption_text import MOST_BYTES
from tests.integration.videos.pictures import pictured
from tests.integration.videos.studio import UPDATE, Studio, with_sound

PAGE = {"Accept": "text/html"}
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nDer Lärm.\n\n00:02.000 --> 00:04.000\nDie Straße.\n"
SRT = "1\n00:00:00.000 --> 00:00:02,000\nDer Lärm.\n"
KEPT = """query ($id: ID!) { video(id: $id) { revision posterSeconds
  captions { language label origin reviewed describesSounds text }
  chapters { title startSeconds } speech { state } } }"""


async def kept(studio: Studio, video: dict[str, Any]) -> Any:
    return (await studio.editor.data(KEPT, id=video["id"]))["video"]


async def page(studio: Studio, video: dict[str, Any], address: str = "") -> str:
    path = address or f"/redaktion/videos/{video['id']}"
    answer = await studio.editor.http.get(path, headers=PAGE)
    assert answer.status_code == 200, answer.text
    return answer.text


async def post(
    studio: Studio, video: dict[str, Any], path: str, data: Any = None, file: Any = None
) -> Response:
    """Sends a form with the revision that the page shows."""
    given = {"revision": str((await kept(studio, video))["revision"]), **(data or {})}
    files = {"file": ("film.vtt", file, "text/vtt")} if file is not None else None
    address = f"/redaktion/videos/{video['id']}/{path}"
    return await studio.editor.http.post(address, data=given, files=files, headers=PAGE)


async def send(studio: Studio, video: dict[str, Any], file: bytes, **data: str) -> Response:
    return await post(studio, video, "untertitel", {"language": "de", **data}, file)


async def test_captions_are_added_reviewed_and_removed(studio: Studio) -> None:
    video = await pictured(studio)
    assert "Noch hat das Video keine Untertitel." in await page(studio, video)
    sent = await send(studio, video, VTT.encode(), language="de-simple", sounds="1")
    assert sent.status_code == 303, sent.text
    shown = await page(studio, video, sent.headers["location"])
    for words in ("Die Untertitel sind gespeichert.", "noch nicht geprüft", "beschreibt Geräusche"):
        assert words in shown
    for ending in ("VTT", "SRT"):
        (address,) = re.findall(rf'<a href="([^"]+)" download="[^"]+">{ending}<', shown)
        text = (await studio.editor.http.get(address, follow_redirects=True)).text
        assert "Der Lärm." in text

    stale = await post(studio, video, "untertitel/de-simple/geprueft", {"revision": "1"})
    assert stale.status_code == 409
    assert (await post(studio, video, "untertitel/de-simple/geprueft")).status_code == 303
    (caption,) = (await kept(studio, video))["captions"]
    assert (caption["language"], caption["reviewed"]) == ("de-simple", True)
    assert "/de-simple/geprueft" not in await page(studio, video)
    assert (await post(studio, video, "untertitel/de-simple/untertitel-entfernen")).is_redirect
    assert (await kept(studio, video))["captions"] == []
    assert (await post(studio, video, "untertitel/de-simple/sprengen")).status_code == 404


async def test_what_was_mended_is_told_and_the_name_stays(studio: Studio) -> None:
    video = await pictured(studio)
    named = """mutation ($id: ID!, $text: String!) { setCaption(id: $id, language: "de",
      label: "Deutsch für alle", text: $text) { userErrors { message } } }"""
    await studio.editor.mutate(named, id=video["id"], text=VTT)
    told = await send(studio, video, SRT.encode("cp1252"), reviewed="1")
    assert told.status_code == 200, told.text
    for words in (
        "Aus Windows-1252 in UTF-8 umgewandelt.",
        "Komma und Punkt in der Zeitangabe vertauscht (Zeile 2).",
    ):
        assert words in told.text
    anew = await studio.editor.http.get(str(told.url), headers=PAGE, follow_redirects=True)
    assert anew.url.path == f"/redaktion/videos/{video['id']}"
    (caption,) = (await kept(studio, video))["captions"]
    assert "Der Lärm." in caption["text"]
    assert (caption["label"], caption["reviewed"]) == ("Deutsch für alle", True)


async def test_a_wrong_file_is_refused_beside_its_field(studio: Studio) -> None:
    video = await pictured(studio)
    wrong = "WEBVTT\n\n00:02.000 --> 00:01.000\nEins\n\nverirrt\n"
    refused = await send(studio, video, wrong.encode(), language="tr", sounds="1")
    assert refused.status_code == 422
    beside = refused.text.partition('id="fehler-caption.file"')[2].partition("</ul>")[0]
    assert "Zeile 3: Das Ende liegt vor dem Anfang." in beside
    assert "Zeile 6: Hier fehlt die Zeitangabe." in beside
    assert '<option value="tr" selected>' in refused.text
    assert 'name="sounds" value="1" checked' in refused.text
    for file, words in (
        (b"", "Bitte wählen Sie eine Datei"),
        (b"\0\1", "Das ist keine Textdatei."),
        (b"x" * (MOST_BYTES + 1), "größer als 800 kB"),
    ):
        refused = await send(studio, video, file)
        assert (refused.status_code, words in refused.text) == (422, True), words
    assert (await send(studio, video, b"x" * LARGEST_FORM)).status_code == 413
    stale = await send(studio, video, VTT.encode(), revision="1")
    assert (stale.status_code, "inzwischen geändert" in stale.text) == (409, True)
    unknown = await send(studio, video, VTT.encode(), language="?")
    assert (unknown.status_code, "fehler-caption.language" in unknown.text) == (422, True)
    assert (await kept(studio, video))["captions"] == []


async def test_a_machine_is_asked_and_its_answer_shown(studio: Studio) -> None:
    video, run = await studio.started()
    early = await post(studio, video, "untertitel/automatisch", {"language": "de"})
    assert (early.status_code, "noch nicht fertig verarbeitet" in early.text) == (409, True)
    made = with_sound(await studio.make(f"{run.prefix}/{'8' * 16}", 1, complete=True))
    done = jobs.TranscodeDone(
        video_id=run.video_id, job_id=run.id, track=run.track, duration_seconds=8, playback=made
    )
    await studio.bus.call(jobs.DONE, done)
    asked = await post(studio, video, "untertitel/automatisch", {"language": "de"})
    assert asked.status_code == 303, asked.text
    assert "werden gerade geschrieben" in await page(studio, video)
    stopped = await post(studio, video, "untertitel/automatisch/abbrechen", {})
    assert "sind abgebrochen" in await page(studio, video, stopped.headers["location"])
    assert "werden gerade geschrieben" not in await page(studio, video)
    await post(studio, video, "untertitel/automatisch", {"language": "de"})
    waiting = (await studio.video(video)).speech
    assert waiting is not None
    assert waiting.job_id is not None
    lacking = "Wer den Hub betreibt, richtet es mit dem Befehl „make speech-model“ ein."
    report = SpeechFailed(
        video_id=run.video_id, job_id=waiting.job_id, code="no_speech_model", message=lacking
    )
    await studio.bus.call(jobs.SPEECH_FAILED, report)
    assert lacking in await page(studio, video)
    await send(studio, video, VTT.encode())
    refused = await post(studio, video, "untertitel/automatisch", {"language": "de"})
    beside = refused.text.partition('id="fehler-speech.language"')[2].partition("</ul>")[0]
    assert "Bitte entfernen Sie diese zuerst." in beside


async def test_chapters_and_the_poster_are_written_as_lines(studio: Studio) -> None:
    video = await pictured(studio)
    shown = await page(studio, video)
    assert "0:00 Anfang\n0:02,5 Messen</textarea>" in shown
    pictures = re.findall(r'<img src="(/vorschau/[^"]+)"', shown)
    assert [path.rpartition("/")[2] for path in pictures] == ["poster.jpg", "2500.jpg"]

    typed = {"chapters": "0:00 Anfang\r\n0:04 <Ende>", "poster": "0:03,25"}
    saved = await post(studio, video, "kapitel", typed)
    assert saved.status_code == 303, saved.text
    assert "&lt;Ende&gt;</textarea>" in await page(studio, video, saved.headers["location"])
    found = await kept(studio, video)
    assert found["posterSeconds"] == 3.25
    assert [one["startSeconds"] for one in found["chapters"]] == [0, 4]
    assert (await post(studio, video, "kapitel", {"chapters": "", "poster": ""})).is_redirect
    assert await kept(studio, video) == found | {
        "revision": found["revision"] + 1, "chapters": [], "posterSeconds": None,
    }  # fmt: skip


async def test_wrong_lines_are_named_and_nothing_typed_is_lost(studio: Studio) -> None:
    video = await pictured(studio)
    typed = {"chapters": "Anfang\n0:09 Ende", "poster": "0:99"}
    refused = await post(studio, video, "kapitel", typed)
    assert refused.status_code == 422
    assert "Zeile 1: Bitte schreiben Sie die Zeit und dann den Titel" in refused.text
    assert 'id="fehler-posterSeconds"' in refused.text
    assert "Anfang\n0:09 Ende</textarea>" in refused.text
    late = await post(studio, video, "kapitel", {"chapters": "0:00 A\n\n0:09 Ende", "poster": ""})
    assert "Zeile 3: Kapitel 2 beginnt erst nach dem Ende des Videos." in late.text
    long = await post(studio, video, "kapitel", {"chapters": f"0:00 A\n\n0:02 {'x' * 300}"})
    assert "Zeile 3: Höchstens 200 Zeichen sind möglich." in long.text

    revision = (await kept(studio, video))["revision"]
    other = {"chapters": [{"title": "Von anderen", "startSeconds": 0}]}
    changed = await studio.editor.mutate(UPDATE, id=video["id"], revision=revision, input=other)
    assert changed["userErrors"] == []
    mine = {"chapters": "0:00 Meins", "poster": "", "revision": str(revision)}
    conflict = await post(studio, video, "kapitel", mine)
    assert conflict.status_code == 409
    for words in ("0:00 Meins</textarea>", "Gespeichert ist: 0:00 Von anderen", "Meine Fassung"):
        assert words in conflict.text


async def test_only_editors_and_only_videos_from_the_hubs_own_pages(studio: Studio) -> None:
    video = await pictured(studio)
    made = await studio.editor.experiment(title="Kein Video")
    paths = ("untertitel", "untertitel/automatisch", "untertitel/automatisch/abbrechen",
             "untertitel/de/geprueft", "kapitel")  # fmt: skip
    for path in paths:
        address = f"/redaktion/videos/{video['id']}/{path}"
        assert (await studio.stranger.http.post(address, data={})).status_code == 401
        wrong = f"/redaktion/experimente/{made['id']}/{path}"
        assert (await studio.editor.http.post(wrong, data={}, headers=PAGE)).status_code == 404
    form = {"name": "redaktion", "passwort": studio.password}
    signed_in = await studio.stranger.http.post("/anmelden", data=form)
    cookie = signed_in.headers["set-cookie"].partition(";")[0]
    studio.stranger.http.cookies.clear()
    foreign = {"Cookie": cookie, "Origin": "https://anderswo.example", "Accept": "text/html"}
    for path in paths:
        address = f"/redaktion/videos/{video['id']}/{path}"
        forged = await studio.stranger.http.post(address, data={}, headers=foreign)
        assert forged.status_code == 403, path


async def test_the_preview_of_a_draft_has_everything_a_player_needs(studio: Studio) -> None:
    video = await pictured(studio)
    await send(studio, video, VTT.encode())
    desk = await page(studio, video)
    preview = await page(studio, video, f"/videos/{video['slug']}")
    for shown in (desk, preview):
        player = shown.partition("<hub-player")[2].partition("</hub-player>")[0]
        addresses = re.findall(r'(?:src|poster)="([^"]+)"', player)
        assert len(addresses) == 5, player
        for address in addresses:
            assert address.startswith("/vorschau/")
            answer = await studio.editor.http.get(address, follow_redirects=True)
            assert answer.status_code == 200, address
    hidden = await studio.stranger.http.get(f"/videos/{video['slug']}", headers=PAGE)
    assert hidden.status_code == 404
