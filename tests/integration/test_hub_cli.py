"""The command line against the running hub, as somebody at a keyboard uses it."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gateway.graphql.ids import decode
from infra.hub.access import Access
from infra.hub.client import Client
from infra.hub.follow import follow
from infra.hub.progress import Meter, Transfer
from infra.hub.upload import Sending, Upload
from infra.local.place import ROOT
from infra.local.supervisor import Hub
from shared.contracts.uploads import PART_BYTES
from shared.kit.documents import database
from tests.consumer import Consumer
from tests.film import BEGIN, CREATE, PARTS, WEBVTT, film, sent

TOTAL = 12
DRAFTS = """{ videos(first: 100, filter: {status: DRAFT}) {
  nodes { id slug title processing { state } } } }"""
WITHDRAWN = """query($slug: String!) { video(slug: $slug) {
  status withdrawal { replacedBy { title } } } }"""
VIDEO = """query ($slug: String!) { video(slug: $slug) {
  id status captions { language } processing { state } } }"""
FILE = """query ($slug: String!) { video(slug: $slug) {
  source { filename } durationSeconds processing { state } } }"""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs `hub …` with the demo editor's token."""

    hub: Hub

    async def begin(self, *words: str, **environment: str) -> Process:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("HUB_")}
        given = {"HUB_URL": self.hub.url, "HUB_DATA_DIR": str(self.hub.data)}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "infra.hub", *words),
            cwd=ROOT,
            env=inherited | given | environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def __call__(self, *words: str, **environment: str) -> Ended:
        return await ended(await self.begin(*words, **environment))


async def ended(process: Process) -> Ended:
    out, err = await process.communicate()
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


@pytest.fixture
async def shell(hub: Hub, editor: Consumer) -> Shell:
    """The editor's fixture has made the account and its token."""
    return Shell(hub)


async def draft(editor: Consumer, title: str) -> dict[str, Any] | None:
    """The only draft of that title, None before there is one."""
    found = (await editor.data(DRAFTS))["videos"]["nodes"]
    mine: list[dict[str, Any]] = [video for video in found if video["title"] == title]
    assert len(mine) < 2
    return mine[0] if mine else None


async def arrived(editor: Consumer, title: str) -> int:
    """How many parts of the draft's file are in the object store."""
    video = await draft(editor, title)
    upload = (await editor.mutate(PARTS, id=video["id"]))["upload"] if video else None
    return sum(part["done"] for part in upload["parts"]) if upload else 0


def put(hub: Hub, video_id: str) -> int:
    """How many parts the edge has let through for a video."""
    lines = (hub.data / "logs/edge.log").read_text().splitlines()
    requests = [json.loads(line) for line in lines if '"method":"PUT"' in line]
    path = f"/sources/videos/{decode(video_id)[1]}/"
    return sum(r["status"] == 200 and r["request"]["uri"].startswith(path) for r in requests)


async def settled(hub: Hub, video_id: str) -> int:
    """The same, once the edge has written all of it."""
    before, now = -1, put(hub, video_id)
    while before != now:
        await asyncio.sleep(0.5)
        before, now = now, put(hub, video_id)
    return now


async def at_rest(hub: Hub, editor: Consumer, video_id: str, title: str) -> tuple[int, int]:
    """Let through and arrived, once what was on its way at the end has come or is lost."""
    seen: list[tuple[int, int]] = []
    while len(set(seen[-4:])) != 1 or len(seen) < 4:
        await asyncio.sleep(0.5)
        seen.append((put(hub, video_id), await arrived(editor, title)))
    return seen[-1]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["SIGKILL", "SIGINT"])
async def test_an_upload_goes_on_where_it_was_broken_off(
    how: signal.Signals, hub: Hub, shell: Shell, editor: Consumer, tmp_path: Path
) -> None:
    file, title = tmp_path / "gross.bin", f"Abgebrochen mit {how.name}"
    with file.open("wb") as handle:
        handle.truncate(TOTAL * PART_BYTES - 5)
    words = ("upload", str(file), "--title", title)

    first = await shell.begin(*words)
    while await arrived(editor, title) == 0:
        assert first.returncode is None, "it ended before it could be broken off"
        await asyncio.sleep(0.01)
    first.send_signal(how)
    broken = await ended(first)

    assert broken.out == ""
    if how is signal.SIGINT:
        assert broken.code == 130
        assert f"hub upload {file}" in broken.err
    video = await draft(editor, title)
    assert video is not None
    before, there = await at_rest(hub, editor, video["id"], title)
    assert 0 < there < TOTAL

    second = await shell(*words)

    assert (second.code, second.out) == (0, f"{video['slug']}\n"), second.err
    assert await settled(hub, video["id"]) - before == TOTAL - there
    assert f"{there} von {TOTAL} Teilen waren schon da" in second.err


async def test_a_film_is_sent_captioned_and_published(
    hub: Hub, shell: Shell, editor: Consumer, stranger: Consumer, tmp_path: Path
) -> None:
    path = await film(tmp_path / "film.mp4", seconds=2, size="320x180")
    captions = tmp_path / "film.vtt"
    captions.write_text(WEBVTT)
    words = ("upload", str(path), "--title", "Ein Film vom Terminal", "--captions", str(captions))

    done = await shell(*words, "--publish")

    assert (done.code, done.out) == (0, "ein-film-vom-terminal\n"), done.err
    assert "100" in done.err
    slug = done.out.strip()
    video = (await stranger.data(VIDEO, slug=slug))["video"]
    assert (video["status"], video["captions"]) == ("PUBLISHED", [{"language": "de"}])

    sent = await settled(hub, video["id"])
    again = await shell(*words, "--publish")
    assert (again.code, again.out) == (0, done.out), again.err
    assert await settled(hub, video["id"]) == sent

    shown = await shell("status", f"videos/{slug}")
    assert (shown.code, "Veröffentlicht" in shown.out) == (0, True)

    instead = await editor.published(title=f"Kühler {slug}")
    words = ("--reason", "safety-recall", "--note", "Zu heiß", "--replaced-by", instead["slug"])
    gone = await shell("withdraw", slug, *words)
    assert (gone.code, gone.out) == (0, ""), gone.err
    left = (await editor.data(WITHDRAWN, slug=slug))["video"]
    assert left["status"] == "WITHDRAWN"
    assert left["withdrawal"]["replacedBy"]["title"] == instead["title"]


async def test_another_film_takes_the_place_of_the_first(
    shell: Shell, editor: Consumer, tmp_path: Path
) -> None:
    first, second = tmp_path / "erster.mp4", tmp_path / "zweiter.mp4"
    await film(first, seconds=1, size="320x180")
    video = await sent(editor, first, "Mit Fehler im Abspann")
    await film(second, seconds=2, size="320x180")

    done = await shell("upload", str(second), "--video", f"videos/{video['slug']}", "--wait")

    assert (done.code, done.out) == (0, f"{video['slug']}\n"), done.err
    found = (await editor.data(FILE, slug=video["slug"]))["video"]
    assert (found["source"]["filename"], found["processing"]["state"]) == ("zweiter.mp4", "READY")
    assert found["durationSeconds"] == pytest.approx(2, abs=0.1)


async def test_a_file_that_is_no_video_is_refused_in_german(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "brief.mp4"
    file.write_text("Liebe Stadt, das ist gar kein Video. " * 100)
    done = await shell("upload", str(file), "--title", "Kein Video", "--wait")
    assert (done.code, done.out) == (1, "")
    reason = done.err.splitlines()[-1]
    assert "Video" in reason
    assert "Traceback" not in done.err


async def test_captions_that_are_none_stop_the_upload(shell: Shell, tmp_path: Path) -> None:
    file, captions = tmp_path / "film.mp4", tmp_path / "film.vtt"
    file.write_bytes(b"x" * 1000)
    captions.write_text("Das ist keine Untertitel-Datei.")
    done = await shell("upload", str(file), "--title", "Falsch", "--captions", str(captions))
    assert (done.code, done.out) == (1, "")
    assert "WEBVTT" in done.err


async def test_an_empty_file_is_not_sent(shell: Shell, editor: Consumer, tmp_path: Path) -> None:
    file = tmp_path / "leer.mp4"
    file.touch()
    done = await shell("upload", str(file), "--title", "Ein leerer Film")
    assert (done.code, done.out) == (1, "")
    assert "ist leer" in done.err
    assert await draft(editor, "Ein leerer Film") is None


async def test_publish_prints_the_address_however_often(shell: Shell, editor: Consumer) -> None:
    made = await editor.experiment(title="Aus dem Terminal veröffentlicht")
    path = f"experimente/{made['slug']}"
    listed = await shell("status")
    assert (listed.code, path in listed.out) == (0, True)
    for _ in range(2):
        done = await shell("publish", path)
        assert done.code == 0, done.err
        assert done.out.endswith(f"/{path}\n")


@pytest.mark.parametrize("name", ["gibt-es-nicht", "videos/gibt-es-nicht", "kuchen/gibt-es-nicht"])
async def test_what_is_not_there_is_named(name: str, shell: Shell) -> None:
    done = await shell("publish", name)
    assert (done.code, done.out) == (1, "")
    assert "gibt" in done.err


async def test_a_wrong_token_is_told_in_german(shell: Shell) -> None:
    done = await shell("status", HUB_TOKEN="hub_made_up")
    assert (done.code, "Zugangsschlüssel" in done.err) == (1, True)
    assert "hub_made_up" not in done.err


async def test_documents_are_carried_to_another_database(
    hub: Hub, shell: Shell, editor: Consumer, tmp_path: Path
) -> None:
    await editor.published(title="Reist mit")
    environment = {"HUB_MONGO_URL": hub.mongo_url}
    suffix = hub.place.instance if hub.place.own_mongo else ""
    source = f"experiments_{suffix}" if suffix else "experiments"

    done = await shell("export", str(tmp_path / "a"), "--suffix", suffix, **environment)
    assert (done.code, done.out) == (0, ""), done.err
    assert (tmp_path / "a/gateway/accounts.jsonl").stat().st_mode & 0o077 == 0

    done = await shell("import", str(tmp_path / "a"), "--suffix", "copy", **environment)
    assert (done.code, done.out) == (0, ""), done.err
    async with (
        database(hub.mongo_url, source) as there,
        database(hub.mongo_url, "experiments_copy") as here,
    ):
        query = {"title": "Reist mit"}
        assert await here["items"].find_one(query, {"outbox": 0}) == await there["items"].find_one(
            query, {"outbox": 0}
        )

    refused = await shell("import", str(tmp_path / "a"), "--suffix", "copy", **environment)
    assert (refused.code, "--replace" in refused.err) == (1, True)
    again = await shell(
        "import", str(tmp_path / "a"), "--suffix", "copy", "--replace", **environment
    )
    assert again.code == 0, again.err
    once_more = await shell("export", str(tmp_path / "b"), "--suffix", "copy", **environment)
    assert once_more.code == 0, once_more.err
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")
    full = await shell("export", str(tmp_path / "b"), "--suffix", "copy", **environment)
    assert (full.code, "nicht leer" in full.err) == (1, True)


def _bytes(folder: Path) -> dict[str, bytes]:
    files = folder.glob("*/*.jsonl")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


class NoSockets(Access):
    """The way to a hub behind something that lets no WebSocket through."""

    @property
    def socket_url(self) -> str:
        return f"{self.url.replace('http', 'ws', 1)}/health/live"


async def test_processing_is_followed_where_sockets_do_not_work(
    hub: Hub, editor: Consumer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = await film(tmp_path / "film.mp4", seconds=1, size="320x180")
    video = await sent(editor, path, "Ohne WebSocket")
    token = (hub.data / "editor.token").read_text().strip()
    async with Client.open(NoSockets(hub.url, token)) as client:
        await follow(client, video["id"], Meter("Verarbeitung", live=False))
    assert "100" in capsys.readouterr().err
    done = await editor.data(VIDEO, slug=video["slug"])
    assert done["video"]["processing"] == {"state": "READY"}


async def test_a_part_gets_a_new_address_when_the_old_one_is_refused(
    hub: Hub, editor: Consumer, tmp_path: Path
) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(b"x" * 1000)
    video = (await editor.mutate(CREATE, title="Abgelaufen"))["video"]
    await editor.mutate(BEGIN, id=video["id"], filename=file.name, bytes=1000)
    (part,) = (await editor.mutate(PARTS, id=video["id"]))["upload"]["parts"]
    expired = {**part, "url": part["url"].replace("X-Amz-Signature=", "X-Amz-Signature=0")}
    token = (hub.data / "editor.token").read_text().strip()
    async with Client.open(Access(hub.url, token)) as client:
        assert (await client.http.put(expired["url"], content=b"x" * 1000)).status_code == 403
        upload = Upload(client, video["id"], file)
        transfer = Transfer(Meter("Film", live=False), 1000)
        with file.open("rb") as handle:
            await Sending(upload, client.http, handle, PART_BYTES, transfer).part(expired)
    (part,) = (await editor.mutate(PARTS, id=video["id"]))["upload"]["parts"]
    assert part["done"]
