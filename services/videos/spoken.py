"""What is read again and again of captions: kept in memory, within bounds."""

import asyncio
from collections import OrderedDict
from functools import cached_property

from services.videos.timed_text import files
from services.videos.timed_text.cues import Cue
from services.videos.transcript import Searchable, paragraphs, spoken
from shared.contracts.captions import TranscriptParagraph
from shared.contracts.video import Caption, Chapter
from shared.kit.blobs import RENDERS, Blobs

_MOST_FILES = 64
_MOST_BYTES = 8 * 1024 * 1024


Chapters = tuple[Chapter, ...]
Paragraphs = tuple[TranscriptParagraph, ...]


class Captioned:
    """Captions as cues, as text that can be searched, and as paragraphs."""

    def __init__(self, data: bytes) -> None:
        self.webvtt = data.decode()
        self.bytes = len(data)
        self.cues: tuple[Cue, ...] = files.read_again(self.webvtt).cues
        self._paragraphs: tuple[Chapters, Paragraphs] | None = None

    @cached_property
    def searchable(self) -> Searchable:
        return Searchable([spoken(cue) for cue in self.cues])

    def paragraphs(self, chapters: Chapters) -> Paragraphs:
        """What is said under the headings of these chapters; kept until the chapters change."""
        kept = self._paragraphs
        if kept is None or kept[0] != chapters:
            kept = self._paragraphs = (chapters, paragraphs(self.searchable.cues, chapters))
        return kept[1]


class CaptionReader:
    """Reads stored captions. A key names its content, so what was read stays right."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._kept: OrderedDict[str, Captioned] = OrderedDict()
        self._coming: dict[str, asyncio.Task[Captioned]] = {}

    async def read(self, caption: Caption) -> Captioned:
        """The captions; those who ask at the same time wait for one and the same reading."""
        kept = self._kept.get(caption.key)
        if kept is None:
            kept = await asyncio.shield(self._reading(caption.key))
            self._kept[caption.key] = kept
        self._kept.move_to_end(caption.key)
        self._forget()
        return kept

    def _reading(self, key: str) -> asyncio.Task[Captioned]:
        coming = self._coming.get(key)
        if coming is None:
            coming = self._coming[key] = asyncio.create_task(self._parsed(key))
            coming.add_done_callback(lambda _: self._coming.pop(key))
        return coming

    async def _parsed(self, key: str) -> Captioned:
        """In a thread, as a long file takes a while."""
        return await asyncio.to_thread(Captioned, await self._blobs.get(RENDERS, key))

    def _forget(self) -> None:
        """The longest unused go, until the rest is within the bounds; the newest stays."""
        while len(self._kept) > 1 and (
            len(self._kept) > _MOST_FILES
            or sum(one.bytes for one in self._kept.values()) > _MOST_BYTES
        ):
            self._kept.popitem(last=False)
