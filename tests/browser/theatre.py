"""Films as the transcoder makes them, and an origin where players find them."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from infra.local.ports import pick
from services.transcoder.manifest import ChunkManifest, SoundManifest
from services.transcoder.media_playlists import GROWING, WHOLE, media_playlist
from services.transcoder.plan import Plan
from services.videos.master import master
from services.videos.playlists import Playlists
from shared.contracts.jobs import Run, TranscodeDone
from shared.contracts.video import Caption
from shared.kit.blobs import RENDERS
from tests.integration.transcoder.desk import Desk
from tests.unit.video_items import caption, video

MODULES = Path(__file__).parents[2] / "gateway/web/node_modules"
PAGE = Path(__file__).parent / "players"
CAPTIONS = """WEBVTT

00:01.000 --> 00:03.000
Ein Testbild.

00:21.000 --> 00:23.000
Es läuft.
"""


class Screening(Struct, frozen=True):
    """A finished film, on disk below the origin's root."""

    done: TranscodeDone
    root: Path

    @property
    def master(self) -> str:
        return f"/{self.done.playback.master_key}"

    def premiere(self) -> str:
        """A master as it is while the film grows and the page has captions."""
        growing = replace(self.done.playback, complete=False)
        seconds = self.done.duration_seconds
        shown = video(duration_seconds=seconds, playback=growing, captions=(caption(),))
        text = master(shown, growing)
        for whole, part in zip(WHOLE[:2], GROWING[:2], strict=True):
            text = text.replace(f"/{whole}", f"/{part}")
        (self.folder / "growing.m3u8").write_text(text)
        return f"/{growing.folder}/growing.m3u8"

    @property
    def download(self) -> str:
        return f"/{self.done.playback.downloads[0].key}"

    @property
    def folder(self) -> Path:
        return self.root / self.done.playback.folder

    def grow(self, chunks: int, sounds: int, *, complete: bool) -> None:
        """The playlists as they are when so many chunks and segments of sound are there."""
        plan = msgspec.json.decode((self.folder / "plan.json").read_bytes(), type=Plan)
        assert plan.picture
        read = [
            msgspec.json.decode(
                (self.folder / f"chunks/{n:05d}.json").read_bytes(), type=ChunkManifest
            )
            for n in range(chunks)
        ]
        scale = plan.picture.timeline.timescale
        for rendition in plan.picture.renditions:
            pieces = [chunk.pieces[rendition.name] for chunk in read]
            text = media_playlist(pieces, scale, complete=complete)
            (self.folder / rendition.name / GROWING.segments).write_text(text)
        for path in (self.folder / "chunks").glob("audio-*.json"):
            sound = msgspec.json.decode(path.read_bytes(), type=SoundManifest)
            piece = replace(sound.piece, segments=sound.piece.segments[:sounds])
            text = media_playlist([piece], sound.timescale, complete=complete)
            (self.folder / sound.name / GROWING.segments).write_text(text)


async def screen(desk: Desk, source: Path, root: Path) -> Screening:
    """Makes a film playable, with captions, by the services' own code."""
    return await screened(desk, await desk.ask(source), root)


async def screened(desk: Desk, run: Run, root: Path) -> Screening:
    """The film of a run, when it is done."""
    done = await desk.done(run, within=100)
    key = f"{run.prefix}/captions/de-{'0' * 16}.vtt"
    await desk.blobs.put(RENDERS, key, CAPTIONS.encode(), "text/vtt")
    shown = video(
        id=run.video_id,
        duration_seconds=done.duration_seconds,
        playback=done.playback,
        captions=(Caption(language="de", label="Deutsch", key=key),),
    )
    await Playlists(desk.blobs).write(shown)
    await desk.brought(run.prefix, root / run.prefix)
    return Screening(done, root)


@asynccontextmanager
async def origin(root: Path) -> AsyncIterator[str]:
    """Serves the page, the players and all that lies in the folder, byte ranges too."""
    shutil.copytree(PAGE, root, dirs_exist_ok=True)
    shutil.copy(MODULES / "hls.js/dist/hls.js", root / "hls.js")
    shutil.copy(MODULES / "shaka-player/dist/shaka-player.compiled.js", root / "shaka.js")
    address = f"127.0.0.1:{pick()}"
    caddy = Path(sys.executable).parent / "caddy"
    serving = await asyncio.create_subprocess_exec(
        *(caddy, "file-server", "--root", root, "--listen", address), stderr=subprocess.DEVNULL
    )
    try:
        await _answers(f"http://{address}/")
        yield f"http://{address}"
    finally:
        serving.terminate()
        await serving.wait()


async def _answers(url: str) -> None:
    async with httpx.AsyncClient() as client, asyncio.timeout(10):
        while not await _is_up(client, url):
            await asyncio.sleep(0.05)


async def _is_up(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).is_success
    except httpx.TransportError:
        return False


class Theatre:
    """An origin with films."""

    def __init__(self, url: str, films: dict[str, Screening]) -> None:
        self.url = url
        self.films = films
