"""Which files of a video the public may fetch: what is played, and the captions."""

import asyncio
from itertools import chain

from services.videos.closed_playlist import closed
from services.videos.playlists import HLS, Playlists, ends_at
from services.videos.tracks import folders_of
from shared.contracts import captions
from shared.contracts.video import Video
from shared.kit.blobs import RENDERS, Blob, Blobs
from shared.kit.content.copies import Text
from shared.kit.ids import now

_INNER = ("plan.json", "chunks/", "work/")
"""What the transcoder keeps for itself below a folder."""


class VideoFiles:
    """The files of a published video in the private bucket, its playlists brought up to date."""

    def __init__(self, blobs: Blobs, playlists: Playlists) -> None:
        self._blobs = blobs
        self._playlists = playlists

    async def __call__(self, video: Video) -> list[Blob | Text]:
        """Nothing for a video without anything to play."""
        if video.playback is None:
            return []
        await self._playlists.write(video)
        folders = (self._below(folder) for folder in folders_of(video))
        found = await asyncio.gather(*folders, self._captions(video))
        return await self._closed(video, list(chain.from_iterable(found)))

    async def _closed(self, video: Video, found: list[Blob]) -> list[Blob | Text]:
        """Those playlists end to which no run adds any more."""
        ends = {blob.key: end for blob in found if (end := ends_at(video, blob.key)) is not None}
        texts = await asyncio.gather(*(self._text(key, end) for key, end in ends.items()))
        return [*(blob for blob in found if blob.key not in ends), *texts]

    async def _text(self, key: str, end: float) -> Text:
        made = (await self._blobs.get(RENDERS, key)).decode()
        return Text(key=key, text=closed(made, end), content_type=HLS)

    async def _below(self, folder: str) -> list[Blob]:
        inner = tuple(f"{folder}/{name}" for name in _INNER)
        made = await self._blobs.listing(RENDERS, f"{folder}/")
        return [blob for blob in made if not blob.key.startswith(inner)]

    async def _captions(self, video: Video) -> list[Blob]:
        wanted = captions.files_of(video)
        made = await self._blobs.listing(RENDERS, f"{captions.folder(video.id)}/")
        return [blob for blob in made if blob.key in wanted]


def retired_folders(video: Video) -> frozenset[str]:
    """What was replaced while people were watching it: it stays public for them, where it is."""
    at = now()
    return frozenset(one.folder for one in video.retired if one.until > at)
