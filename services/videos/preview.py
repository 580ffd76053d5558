"""A look at a video that is not published: playlists with signed addresses."""

import asyncio
from collections.abc import Callable
from functools import partial

from services.videos.closed_playlist import closed
from services.videos.playlists import HLS, WEBVTT, Playlists, ends_at, playlists_of
from services.videos.signed_playlist import signed_playlist
from shared.contracts import captions
from shared.contracts.caller import Caller
from shared.contracts.errors import NotFound
from shared.contracts.uploads import Previewed, PreviewFile
from shared.contracts.video import Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.rights import may_see
from shared.kit.content.store import ContentStore

_OF_THE_RUN = {"chunks", "work", "plan.json"}


class Previews:
    """The files below a video's prefix, for those who may see the draft."""

    def __init__(self, store: ContentStore[Video], blobs: Blobs, playlists: Playlists) -> None:
        self._store = store
        self._blobs = blobs
        self._playlists = playlists

    async def file(self, request: PreviewFile, caller: Caller | None) -> Previewed:
        """Text as it is to be read, or where the bytes are; `NotFound` for strangers."""
        video = (await self._store.get(request.id)).item
        if caller is None or not may_see(video, caller):
            raise NotFound("Dieses Video gibt es nicht.", field="id")
        if _OF_THE_RUN & set(request.path.split("/")):
            raise NotFound("Diese Datei gibt es nicht.", field="path")
        prefix = f"videos/{video.id}/"
        key = prefix + request.path
        sign = partial(self._signed, seconds=request.seconds)
        if key.endswith(".m3u8"):
            # Not written: what is public may be a newer state by now, under the same name.
            text = playlists_of(video).get(key) or await self._made(video, key)
            return await self._playlist(text, key, prefix, sign)
        if key in captions.files_of(video):
            await self._playlists.write_texts(video)
        if key.endswith(".vtt"):
            return Previewed(text=await self._text(key), content_type=WEBVTT)
        return Previewed(url=sign(key))

    async def _playlist(
        self, text: str, key: str, prefix: str, sign: Callable[[str], str]
    ) -> Previewed:
        # In a thread: hours of video are hundreds of signatures.
        signed = await asyncio.to_thread(signed_playlist, text, key, prefix, sign)
        return Previewed(text=signed, content_type=HLS)

    async def _made(self, video: Video, key: str) -> str:
        text, end = await self._text(key), ends_at(video, key)
        return text if end is None else closed(text, end)

    async def _text(self, key: str) -> str:
        return (await self._blobs.get(RENDERS, key)).decode()

    def _signed(self, key: str, seconds: int) -> str:
        return self._blobs.presign_public_get(RENDERS, key, seconds)
