"""The film of another hub's video: fetched beside everything else, and handed on to be made
playable here.
"""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from services.reuse.errors import MediaMissing
from shared.contracts.calls import Film
from shared.contracts.feed import FeedDownload, FeedEntry, FeedFilm
from shared.contracts.video import TrackKind
from shared.kit.blobs import SOURCES, Blobs
from shared.kit.ids import new_id
from shared.kit.web import TooLarge, TooSlow, Web

_AT_ONCE = 2
_SECONDS = 4 * 3600.0
_OK = 200

Handing = Callable[[], Awaitable[None]]


class Films:
    """Fetches a few films at a time; who asks for one does not wait for it."""

    def __init__(self, web: Web, blobs: Blobs, folder: Path, most_bytes: int) -> None:
        self._web = web
        self._blobs = blobs
        self._folder = folder
        self._most_bytes = most_bytes
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._running: dict[str, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """At the end, what is being fetched is dropped: it is asked for again."""
        try:
            yield
        finally:
            for task in self._running.values():
                task.cancel()
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    def soon(self, item_id: str, handing: Handing) -> None:
        """Runs `handing` when it is its turn, unless one for the item is under way."""
        if item_id in self._running:
            return
        task = asyncio.create_task(self._turn(handing))
        self._running[item_id] = task
        task.add_done_callback(lambda _: self._running.pop(item_id, None))

    async def _turn(self, handing: Handing) -> None:
        async with self._places:
            await handing()

    async def fetch(self, item_id: str, download: FeedDownload) -> Film:
        """The film in the bucket for what was sent. Raises `ItemFault`s and `FetchError`s."""
        if download.bytes > self._most_bytes:
            raise TooLarge("Der Film ist größer, als es hier erlaubt ist.")
        key = f"videos/{item_id}/{new_id()}"
        with tempfile.TemporaryDirectory(prefix="film-", dir=self._folder) as folder:
            path = Path(folder) / "film"
            size = await self._download(download.url, path)
            await self._blobs.store(SOURCES, key, path, "application/octet-stream")
        return Film(key=key, filename=name_of(download), bytes=size)

    async def _download(self, url: str, path: Path) -> int:
        """How many bytes came."""
        try:
            async with asyncio.timeout(_SECONDS), self._web.stream(url) as streamed:
                if streamed.status != _OK:
                    raise MediaMissing(f"Der Film fehlt dort: Die Antwort ist {streamed.status}.")
                return await self._write(streamed.chunks, path)
        except TimeoutError:
            raise TooSlow("Der Film kommt zu langsam.") from None
        except OSError:
            raise MediaMissing(
                "Der Film ließ sich hier nicht ablegen. Ist die Platte voll?"
            ) from None

    async def _write(self, chunks: AsyncIterator[bytes], path: Path) -> int:
        left = self._most_bytes
        with path.open("wb") as file:
            async for chunk in chunks:
                left -= len(chunk)
                if left < 0:
                    raise TooLarge("Der Film ist größer, als es hier erlaubt ist.")
                await asyncio.to_thread(file.write, chunk)
        return self._most_bytes - left


def downloads_of(entry: FeedEntry) -> dict[str, FeedDownload]:
    """The best file that can be fetched of each track of an item."""
    if entry.media is None:
        return {}
    films: dict[str, FeedFilm | None] = {TrackKind.MAIN.value: entry.media.film}
    films |= {kind.value: film for kind, film in entry.media.beside.items()}
    return {
        name: max(film.downloads, key=lambda each: each.bytes)
        for name, film in films.items()
        if film and film.downloads
    }


def name_of(download: FeedDownload) -> str:
    """The name by which the video tells whether it has the film: one for each address."""
    return f"{hashlib.sha256(download.url.encode()).hexdigest()[:32]}.mp4"
