"""The hub on one machine: the real bus, object store and edge, brought up by the supervisor."""

import asyncio
import os
import signal
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import nats
import psutil
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import NoRespondersError
from nats.errors import TimeoutError as NatsTimeout

from infra.local import ports
from infra.local.failures import AlreadyRunning, PortTaken
from infra.local.parts import PROGRAMS
from infra.local.place import ROOT
from infra.local.supervisor import Hub
from shared.kit.blobs import MEDIA, RENDERS, SOURCES, Blobs
from shared.kit.streams import ensure_streams

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(scope="module", autouse=True)
def embedded() -> Iterator[None]:
    """These tests are about the embedded parts, whatever the others run on."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HUB_MONGO_URL", "HUB_S3_URL"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="module")
async def hub(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Hub]:
    """Storage and edge without our programs; the tests speak in their place."""
    async with Hub.start(data=tmp_path_factory.mktemp("hub"), programs=()) as running:
        yield running


@pytest.fixture(scope="module")
async def web(hub: Hub) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=hub.url, timeout=20) as client:
        yield client


@pytest.fixture(scope="module")
async def blobs(hub: Hub) -> AsyncIterator[Blobs]:
    """The object store as the videos service has it."""
    access = hub.place.s3_access("videos")
    async with Blobs.open(hub.s3_url, access.public, access.secret, hub.url) as opened:
        await opened.put(MEDIA, "videos/a/picture.svg", SVG, "image/svg+xml")
        await opened.put(
            MEDIA, "videos/v/master.m3u8", b"#EXTM3U\n" * 99, "application/vnd.apple.mpegurl"
        )
        await opened.put(RENDERS, "v/secret.bin", b"secret", "application/octet-stream")
        yield opened


class TestMedia:
    async def test_published_media_come_with_the_headers_of_the_edge(
        self, web: httpx.AsyncClient, blobs: Blobs
    ) -> None:
        reply = await web.get(
            "/media/videos/a/picture.svg?versioning&tagging", headers={"Cookie": "a=b"}
        )
        assert (reply.status_code, reply.content) == (200, SVG)
        assert reply.headers["access-control-allow-origin"] == "*"
        assert reply.headers["cache-control"] == "public, max-age=3600"
        assert reply.headers["content-security-policy"].endswith("sandbox")
        assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
        assert reply.headers["x-content-type-options"] == "nosniff"
        told = " ".join(reply.headers).lower()
        assert "amz" not in told
        assert "seaweed" not in told
        assert "server" not in told.split()

    async def test_ranges_and_playlists(self, web: httpx.AsyncClient, blobs: Blobs) -> None:
        part = await web.get("/media/videos/a/picture.svg", headers={"Range": "bytes=1-3"})
        assert (part.status_code, part.content) == (206, SVG[1:4])
        assert part.headers["content-range"] == f"bytes 1-3/{len(SVG)}"
        playlist = await web.get("/media/videos/v/master.m3u8")
        assert playlist.headers["cache-control"] == "public, max-age=4"
        assert playlist.headers["content-encoding"] == "gzip"

    @pytest.mark.parametrize(
        "path",
        [
            "/media/",
            "/media",
            "/media/videos/a/",
            "/media/videos/a",
            "/media/nothing.svg",
            "/media/%2e%2e/renders/v/secret.bin",
            "/media/videos/a%3Flist-type=2",
            "/renders/v/secret.bin",
            "/renders/",
            "/sources/",
        ],
    )
    async def test_nothing_else_is_given_away(
        self, web: httpx.AsyncClient, blobs: Blobs, path: str
    ) -> None:
        reply = await web.get(path)
        assert reply.status_code in {404, 503}
        assert b"secret" not in reply.content
        assert b"<Error>" not in reply.content
        assert reply.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
    async def test_strangers_write_nothing(
        self, web: httpx.AsyncClient, blobs: Blobs, method: str
    ) -> None:
        assert (await web.request(method, "/media/videos/a/picture.svg")).status_code == 405
        assert (await web.request(method, "/sources/x")).status_code == 404
        assert (await web.request(method, "/renders/x")).status_code == 404

    async def test_preflight(self, web: httpx.AsyncClient) -> None:
        reply = await web.options(
            "/media/videos/a/picture.svg", headers={"Origin": "https://a.example"}
        )
        assert reply.status_code == 204
        assert reply.headers["access-control-allow-methods"] == "GET, HEAD"


class TestUploads:
    async def test_parts_go_through_the_edge_to_the_signed_address(
        self, web: httpx.AsyncClient, blobs: Blobs
    ) -> None:
        upload = await blobs.begin_parts(SOURCES, "u/film.mp4", "video/mp4")
        pieces = [os.urandom(5 * 1024 * 1024), os.urandom(1000)]
        for number, piece in enumerate(pieces, 1):
            url = blobs.presign_part(SOURCES, "u/film.mp4", upload, number, 60)
            assert url.startswith(web.base_url.join("/sources/").__str__())
            assert (await web.put(url, content=piece)).status_code == 200
        parts = await blobs.parts(SOURCES, "u/film.mp4", upload)
        assert [part.bytes for part in parts] == [len(piece) for piece in pieces]
        await blobs.complete_parts(SOURCES, "u/film.mp4", upload, parts)
        assert await blobs.get(SOURCES, "u/film.mp4") == b"".join(pieces)

    async def test_a_changed_address_is_refused(self, web: httpx.AsyncClient, blobs: Blobs) -> None:
        url = blobs.presign_put(SOURCES, "u/one.bin", 60)
        assert (await web.put(url.replace("one", "two"), content=b"x")).status_code == 403
        assert (await web.put(url, content=b"x")).status_code == 200


class TestIdentities:
    async def test_the_transcoder_only_reads_sources_and_writes_renders(
        self, hub: Hub, blobs: Blobs
    ) -> None:
        await blobs.put(SOURCES, "videos/t/film.bin", b"film", "video/mp4")
        access = hub.place.s3_access("transcoder")
        async with Blobs.open(hub.s3_url, access.public, access.secret, hub.url) as own:
            assert await own.get(SOURCES, "videos/t/film.bin") == b"film"
            await own.put(RENDERS, "videos/t/out.bin", b"out", "video/mp4")
            denied = ((SOURCES, "videos/t"), (MEDIA, "videos/t"), (RENDERS, "images"))
            for bucket, folder in denied:
                with pytest.raises(Exception, match="AccessDenied"):
                    await own.put(bucket, f"{folder}/no.bin", b"no", "video/mp4")


@pytest.fixture
async def gateway(hub: Hub) -> AsyncIterator[list[bytes]]:
    """Stands where the gateway listens and keeps what reaches it."""
    heard: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nda")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", hub.place.ports["gateway"])
    async with server:
        yield heard


class TestEdge:
    async def test_all_else_goes_to_the_gateway(
        self, web: httpx.AsyncClient, gateway: list[bytes]
    ) -> None:
        reply = await web.get("/experimente/feinstaub-messen")
        assert reply.text == "da"
        assert b"GET /experimente/feinstaub-messen" in gateway[0]
        assert reply.headers["referrer-policy"] == "strict-origin-when-cross-origin"

    async def test_a_body_that_is_too_large(
        self, web: httpx.AsyncClient, gateway: list[bytes]
    ) -> None:
        reply = await web.post("/graphql", content=b"x" * 1_200_000)
        assert reply.status_code == 413

    async def test_a_gateway_that_is_away_is_told_in_german(self, web: httpx.AsyncClient) -> None:
        page = await web.get("/experimente")
        assert page.status_code == 503
        assert "gerade nicht erreichbar" in page.text
        assert 'lang="de"' in page.text
        data = await web.get("/graphql", headers={"Accept": "application/json"})
        assert data.json()["errors"][0]["extensions"]["code"] == "unavailable"

    async def test_the_log_does_not_say_who_read_what(
        self, hub: Hub, web: httpx.AsyncClient
    ) -> None:
        await web.get("/suche?q=geheimes-wort", headers={"Cookie": "sitzung=geheim"})
        log = (hub.data / "logs" / "edge.log").read_text()
        assert "/suche" in log
        assert "geheim" not in log
        assert '"127.0.0.1"' not in log
        assert "X-Amz-Signature" not in log


async def _connect(hub: Hub, user: str, refused: list[str]) -> Client:
    async def note(error: Exception) -> None:
        refused.append(str(error))

    return await nats.connect(
        hub.nats_url(user), inbox_prefix=f"_INBOX_{user}", error_cb=note, allow_reconnect=False
    )


async def _heard(client: Client) -> None:
    """The server has seen all so far: the first PONG of a young connection may be one of before."""
    await client.flush()
    await client.flush()


async def _until_refused(refused: list[str], why: str) -> None:
    async with asyncio.timeout(10):
        while not any(why in error.lower() for error in refused):
            await asyncio.sleep(0.02)


class TestBus:
    @pytest.mark.parametrize(
        ("user", "subject"),
        [
            ("experiments", "content.guide.x"),
            ("experiments", "guides.list"),
            ("guides", "content.video.x"),
            ("guides", "jobs.transcode"),
            ("transcoder", "content.video.x"),
            ("transcoder", "videos.publish"),
            ("transcoder", "jobs.transcode"),
            ("gateway", "videos.transcode_done"),
            ("gateway", "content.video.x"),
            ("gateway", "$JS.API.STREAM.DELETE.CONTENT"),
            ("videos", "$JS.API.STREAM.PURGE.CONTENT"),
            ("search", "$JS.API.STREAM.UPDATE.CONTENT"),
            ("remakes", "experiments.publish"),
            ("participation", "content.guide.x"),
        ],
    )
    async def test_no_program_speaks_for_another(self, hub: Hub, user: str, subject: str) -> None:
        refused: list[str] = []
        client = await _connect(hub, user, refused)
        await client.publish(subject, b"")
        await _until_refused(refused, "permissions violation for publish")
        await client.close()

    @pytest.mark.parametrize(
        ("user", "subject"),
        [("experiments", "guides.>"), ("gateway", "videos.>"), ("guides", "_INBOX_gateway.>")],
    )
    async def test_no_program_listens_for_another(self, hub: Hub, user: str, subject: str) -> None:
        refused: list[str] = []
        client = await _connect(hub, user, refused)
        await client.subscribe(subject)
        await _until_refused(refused, "permissions violation for subscription")
        await client.close()

    async def test_what_the_programs_do_is_allowed(self, hub: Hub) -> None:
        refused: list[str] = []
        users = ("videos", "transcoder", "gateway")
        clients = {user: await _connect(hub, user, refused) for user in users}
        videos, transcoder, gateway = clients.values()
        await ensure_streams(videos.jetstream())
        await ensure_streams(transcoder.jetstream())

        jobs = await transcoder.jetstream().pull_subscribe("jobs.transcode", "transcoder")
        await videos.jetstream().publish("jobs.transcode", b"job")
        [job] = await jobs.fetch(1, timeout=10)
        await job.in_progress()
        await job.ack_sync()

        changes = await gateway.jetstream().subscribe("content.>", ordered_consumer=True)
        await videos.jetstream().publish("content.video.1", b"changed")
        assert (await changes.next_msg(timeout=10)).data == b"changed"

        async def answer(message: Msg) -> None:
            await message.respond(b"listed")

        await videos.subscribe("videos.list", cb=answer)
        await _heard(videos)
        assert (await gateway.request("videos.list", b"", timeout=10)).data == b"listed"
        with pytest.raises((NoRespondersError, NatsTimeout)):
            await gateway.request("guides.list", b"", timeout=0.5)

        progress = await gateway.subscribe("progress.>")
        await _heard(gateway)
        await transcoder.publish("progress.videos.1", b"half")
        assert (await progress.next_msg(timeout=10)).data == b"half"
        for client in clients.values():
            await client.close()
        assert refused == []


class TestLife:
    async def test_secrets_are_for_their_owner_alone(self, hub: Hub) -> None:
        files = [*(hub.data / "secrets").iterdir(), hub.data / "config" / "objects.json"]
        assert len(files) > 8
        for file in files:
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
        secrets = {file.read_text() for file in (hub.data / "secrets").iterdir()}
        for log in (hub.data / "logs").iterdir():
            text = log.read_text()
            assert not any(secret in text for secret in secrets), log.name

    async def test_one_hub_per_folder_and_per_port(self, hub: Hub, tmp_path: Path) -> None:
        with pytest.raises(AlreadyRunning, match="already running"):
            async with Hub.start(data=hub.data, programs=()):
                pass
        with pytest.raises(PortTaken, match=str(hub.place.port)):
            async with Hub.start(data=tmp_path, port=hub.place.port, programs=()):
                pass

    async def test_a_part_that_dies_comes_back_with_its_data(self, hub: Hub) -> None:
        client = await nats.connect(hub.nats_url(), max_reconnect_attempts=-1)
        stream = client.jetstream()
        await stream.add_stream(name="KEPT", subjects=["kept"])
        await stream.publish("kept", b"1")
        before = hub.pid("nats")
        await hub.kill("nats")
        await hub.ready("nats")
        assert hub.pid("nats") != before
        again = await nats.connect(hub.nats_url())
        assert (await again.jetstream().stream_info("KEPT")).state.messages == 1
        await again.jetstream().delete_stream("KEPT")
        await again.close()
        await client.close()


@pytest.fixture
def children(tmp_path: Path) -> Iterator[Path]:
    """A folder whose hub's processes are ended, whatever the test does."""
    yield tmp_path
    for process in _processes(tmp_path):
        process.kill()


def _processes(folder: Path) -> list[psutil.Process]:
    """All processes that name the folder in their command line."""
    found = psutil.process_iter(["cmdline"])
    return [p for p in found if any(str(folder) in word for word in p.info["cmdline"] or ())]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_no_process_outlives_the_supervisor(children: Path, number: int) -> None:
    script = (
        "import asyncio, pathlib, sys\n"
        "from infra.local.supervisor import Hub\n"
        "async def main():\n"
        "    async with Hub.start(data=pathlib.Path(sys.argv[1]), programs=()) as hub:\n"
        "        print('up', flush=True)\n"
        "        await hub.run()\n"
        "import signal\n"
        "signal.signal(signal.SIGTERM, signal.default_int_handler)\n"
        "asyncio.run(main())\n"
    )
    supervisor = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", script, str(children)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert supervisor.stdout
    assert await asyncio.wait_for(supervisor.stdout.readline(), 30) == b"up\n"
    assert len(_processes(children)) >= 4
    supervisor.send_signal(number)
    async with asyncio.timeout(25):
        await supervisor.wait()
        while _processes(children):
            await asyncio.sleep(0.1)


@pytest.mark.timeout(300)
async def test_ctrl_c_ends_the_whole_hub_without_a_complaint(children: Path) -> None:
    """What `make run` starts, whole; SIGINT to it alone once it says that it is ready."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.local", "--no-demo"),
        *("--port", str(ports.pick()), "--data", str(children)),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout
    said = (await process.stdout.readuntil(b"Stop it with Ctrl-C.")).decode()
    assert "The hub is ready after" in said
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) > len(PROGRAMS)
    process.send_signal(signal.SIGINT)
    rest, _ = await process.communicate()
    last = rest.decode()
    assert process.returncode == 0
    assert "Stopped. All data is in" in last
    for word in ("traceback", "error", "exception", "died", "warning", "killed"):
        assert word not in last.lower(), last
    assert [each for each in family if each.is_running()] == []
