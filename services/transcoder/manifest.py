"""What a finished piece consists of: written beside it, last, so that it says "this is done"."""

import hashlib
from io import BufferedIOBase

from msgspec import Struct

from services.transcoder.boxes import Fragment


def short_hash(content: BufferedIOBase) -> str:
    """Part of an object's name, so that a manifest can only name what it was written of: another
    release of the encoder makes other bytes of the same chunk.
    """
    return hashlib.file_digest(content, "sha256").hexdigest()[:8]


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
    `codecs` after RFC 6381. `still`: a picture was taken of it, for the time until the film is
    finished.
    """

    frames: int
    pieces: dict[str, Piece]
    codecs: dict[str, str]
    still: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing of the file was left at this place: it ends before."""
        return not self.pieces


class SoundManifest(Struct, frozen=True, kw_only=True):
    """A sound of the whole file. `silent`: nothing of it could be decoded. `soft`: it was recorded
    so softly that it stays softer than wanted.
    """

    name: str
    language: str
    channels: int
    codecs: str
    timescale: int
    piece: Piece
    silent: bool = False
    soft: bool = False
