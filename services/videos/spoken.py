"""What is read again and again of captions: kept in memory, within bounds."""

import asyncio
from collections import OrderedDict
from functools import cached_property

from services.videos.timed_text import files
from services.videos.timed_text.cues import Cue
from services.videos.transcript import Searchable, spoken
from shared.contracts.video import Caption
from shared.kit.blobs import RENDERS, Blobs

_MOST_FILES = 64
_MOST_BYTES = 8 * 1024 * 1024


class Captioned:
    """Captions as cues, and as text that can be searched."""

    def __init__(self, data: bytes) -> None:
        self.webvtt = data.decode()
        self.bytes = len(data)
        self.cues: tuple[Cue, ...] = files.read(self.webvtt).cues

    @cached_property
    def searchable(self) -> Searchable:
        return Searchable([spoken(cue) for cue in self.cues])


class CaptionReader:
    """Reads stored captions. A key names its content, so what was read stays right."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._kept: OrderedDict[str, Captioned] = OrderedDict()

    async def read(self, caption: Caption) -> Captioned:
        """The captions; parsed in a thread, as a long file takes a while."""
        kept = self._kept.get(caption.key)
        if kept is None:
            data = await self._blobs.get(RENDERS, caption.key)
            kept = self._kept[caption.key] = await asyncio.to_thread(Captioned, data)
        self._kept.move_to_end(caption.key)
        self._forget()
        return kept

    def _forget(self) -> None:
        """The longest unused go, until the rest is within the bounds; the newest stays."""
        while len(self._kept) > 1 and (
            len(self._kept) > _MOST_FILES
            or sum(one.bytes for one in self._kept.values()) > _MOST_BYTES
        ):
            self._kept.popitem(last=False)
