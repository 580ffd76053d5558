"""A look at a video that is not published: playlists with signed addresses."""

import asyncio

from services.videos.playlists import HLS, WEBVTT, Playlists
from services.videos.signed_playlist import signed_playlist
from services.videos.tracks import tracks_of
from shared.contracts import captions
from shared.contracts.caller import Caller
from shared.contracts.errors import NotFound
from shared.contracts.uploads import Previewed, PreviewFile
from shared.contracts.video import Video
from shared.kit.blobs import RENDERS, Blobs
from shared.kit.content.rights import may_see
from shared.kit.content.store import ContentStore

_ADDRESS_SECONDS = 6 * 3600
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
        if key in _masters(video) or key in captions.files_of(video):
            await self._playlists.write(video)
        if key.endswith(".m3u8"):
            return await self._playlist(key, prefix)
        if key.endswith(".vtt"):
            return Previewed(text=await self._text(key), content_type=WEBVTT)
        return Previewed(url=self._signed(key))

    async def _playlist(self, key: str, prefix: str) -> Previewed:
        text = await self._text(key)
        # In a thread: hours of video are hundreds of signatures.
        signed = await asyncio.to_thread(signed_playlist, text, key, prefix, self._signed)
        return Previewed(text=signed, content_type=HLS)

    async def _text(self, key: str) -> str:
        return (await self._blobs.get(RENDERS, key)).decode()

    def _signed(self, key: str) -> str:
        return self._blobs.presign_public_get(RENDERS, key, _ADDRESS_SECONDS)


def _masters(video: Video) -> set[str]:
    """The playlists that are written by the hub; those of a draft, when somebody looks."""
    return {track.playback.master_key for track in tracks_of(video) if track.playback}
