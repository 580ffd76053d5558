"""The playlists and texts that depend on the whole video, kept in step with its state."""

import asyncio
from collections.abc import Iterator

from services.videos.chapters import chapters_webvtt
from services.videos.hls import one_segment
from services.videos.master import listed_captions, master
from services.videos.spoken import Captioned, CaptionReader
from services.videos.timed_text import srt
from services.videos.transcript import as_text
from shared.contracts import captions
from shared.contracts.errors import Invalid, NotFound
from shared.contracts.video import Caption, Playback, Video
from shared.kit import log
from shared.kit.blobs import RENDERS, Blobs

HLS = "application/vnd.apple.mpegurl"
WEBVTT = "text/vtt; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"

_logger = log.get("hub.playlists")


class Playlists:
    """Writes what is missing or has changed, however often it is asked."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._reader = CaptionReader(blobs)

    async def write(self, video: Video) -> None:
        """Makes the files in the bucket for renders agree with `video`; playlists come last."""
        await self.write_texts(video)
        each = playlists_of(video).items()
        await asyncio.gather(*(self._put_changed(key, text) for key, text in each))

    async def write_texts(self, video: Video) -> None:
        """Writes what is named after its content, so that an older state can undo nothing."""
        there = await self._there(video)
        for caption in video.captions:
            await self._write_spoken(video, caption, there)
        key = captions.chapters_key(video)
        if key and key not in there:
            await self._blobs.put(RENDERS, key, chapters_webvtt(video).encode(), WEBVTT)

    async def _there(self, video: Video) -> set[str]:
        found = await self._blobs.listing(RENDERS, f"{captions.folder(video.id)}/")
        return {blob.key for blob in found}

    async def _write_spoken(self, video: Video, caption: Caption, there: set[str]) -> None:
        """Their names change with their content: what is there is right."""
        keys = captions.srt_key(caption.key), captions.transcript_key(video, caption)
        if there.issuperset(keys):
            return
        try:
            said = await self._reader.read(caption)
        except (Invalid, NotFound) as error:
            _logger.warning("captions unreadable", key=caption.key, reason=error.message)
            return
        for key, text in zip(keys, await asyncio.to_thread(_texts, video, said), strict=True):
            if key not in there:
                await self._blobs.put(RENDERS, key, text.encode(), PLAIN)

    async def _put_changed(self, key: str, text: str) -> None:
        data = text.encode()
        try:
            changed = await self._blobs.get(RENDERS, key) != data
        except NotFound:
            changed = True
        if changed:
            await self._blobs.put(RENDERS, key, data, HLS)


def _texts(video: Video, said: Captioned) -> tuple[str, str]:
    """The captions as SRT, and the transcript."""
    return srt.serialised(said.cues), as_text(said.paragraphs(video.chapters))


def playlists_of(video: Video) -> dict[str, str]:
    """Each playlist's key and text, of all that depend on the whole video."""
    return dict(_playlists(video))


def _playlists(video: Video) -> Iterator[tuple[str, str]]:
    for playback in _playbacks(video):
        for caption in listed_captions(video, playback):
            name, seconds = caption.key.rpartition("/")[2], video.duration_seconds or 0
            yield captions.playlist_key(caption), one_segment(name, seconds)
        yield playback.master_key, master(video, playback)


def ends_at(video: Video, key: str) -> float | None:
    """Where the transcoder's playlist at `key` is closed, as its run was broken off; else None."""
    if not key.endswith(".m3u8"):
        return None
    for playback in _playbacks(video):
        if playback.stopped and key.startswith(f"{playback.folder}/"):
            return None if key == playback.master_key else playback.seconds
    return None


def _playbacks(video: Video) -> list[Playback]:
    each = (video.playback, *(track.playback for track in video.tracks))
    return [playback for playback in each if playback is not None]
