"""What is put into the public bucket: copies of private objects, and texts written for it."""

from collections.abc import Mapping

from msgspec import Struct

from shared.kit.blobs import MEDIA, RENDERS, Blobs


class Text(Struct, frozen=True, kw_only=True):
    """A playlist that the public gets otherwise than it lies in the private bucket."""

    key: str
    text: str
    content_type: str


class Copy:
    """An object that the public may have; without a size it is one that never changes."""

    def __init__(self, source: str, target: str, size: int | None = None) -> None:
        self.target = target
        self.playlist = is_playlist(target)
        self._source = source
        self._bytes = size

    def due(self, there: Mapping[str, int]) -> bool:
        """Whether it is to be made. Playlists grow in place: they come last, and always."""
        if self.playlist:
            return False
        return self.target not in there or self._bytes not in (None, there[self.target])

    async def make(self, blobs: Blobs) -> None:
        """`NotFound` where the store has lost it."""
        await blobs.copy((RENDERS, self._source), (MEDIA, self.target))


class Writing(Copy):
    """A playlist that is written."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.key, text.key)
        self._text = text

    async def make(self, blobs: Blobs) -> None:
        text = self._text
        await blobs.put(MEDIA, text.key, text.text.encode(), text.content_type)


def is_playlist(key: str) -> bool:
    return key.endswith(".m3u8")
