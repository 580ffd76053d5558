"""What a finished piece consists of: written beside it, last, so that it says "this is done"."""

from msgspec import Struct

from services.transcoder.boxes import Fragment


class Piece(Struct, frozen=True, kw_only=True):
    """An object of segments below a rendition's folder, and the init segment they need."""

    object: str
    init: str
    segments: tuple[Fragment, ...]

    @property
    def bytes(self) -> int:
        return sum(segment.bytes for segment in self.segments)

    @property
    def ticks(self) -> int:
        return sum(segment.ticks for segment in self.segments)


class ChunkManifest(Struct, frozen=True, kw_only=True):
    """A chunk of the picture in all renditions, by their names.

    `frames` came out of the file; where that is fewer than the pieces hold, the rest was filled.
    `codecs` after RFC 6381.
    """

    frames: int
    pieces: dict[str, Piece]
    codecs: dict[str, str]

    @property
    def is_empty(self) -> bool:
        """Nothing of the file was left at this place: it ends before."""
        return not self.pieces


class SoundManifest(Struct, frozen=True, kw_only=True):
    """A sound of the whole file. `silent`: nothing of it could be decoded."""

    name: str
    language: str
    channels: int
    codecs: str
    timescale: int
    piece: Piece
    silent: bool = False
