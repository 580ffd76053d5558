"""The folder of a run in the object store: the only memory that a run has.

Names depend on nothing but the file's content and the plan, so what is done twice is the same.
"""

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from services.transcoder.manifest import ChunkManifest, SoundManifest
from services.transcoder.media_playlists import CONTENT_TYPE
from services.transcoder.patience import patiently
from services.transcoder.plan import Plan
from shared.contracts.errors import NotFound
from shared.kit.blobs import RENDERS, Blobs

PLAN = "plan.json"
SOURCE = "work/source.mkv"
_CHUNK = re.compile(r"chunks/(\d+)\.json\Z")
_SOUND = re.compile(r"chunks/(audio-\d+)\.json\Z")
_JSON = "application/json"
_TYPES = {
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".vtt": "text/vtt; charset=utf-8",
    ".mkv": "video/x-matroska",
}
_REMEMBERED = 4

M = TypeVar("M")
N = TypeVar("N")


class Pieces(msgspec.Struct, frozen=True, kw_only=True):
    """What is finished: chunks by number, sounds by name."""

    chunks: dict[int, ChunkManifest]
    sounds: dict[str, SoundManifest]


class RunFolders:
    """Opens folders, and remembers what was read of the last few: manifests never change."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._read: OrderedDict[str, Pieces] = OrderedDict()

    def at(self, key: str) -> "RunFolder":
        known = self._read.setdefault(key, Pieces(chunks={}, sounds={}))
        self._read.move_to_end(key)
        while len(self._read) > _REMEMBERED:
            self._read.popitem(last=False)
        return RunFolder(self._blobs, key, known)


class RunFolder:
    """One folder. Every access waits for a store that does not answer."""

    def __init__(self, blobs: Blobs, key: str, known: Pieces) -> None:
        self._blobs = blobs
        self.key = key
        self._known = known

    async def plan(self) -> Plan:
        """The plan of this folder, or `NotFound`."""
        return msgspec.json.decode(await self.read(PLAN), type=Plan)

    async def keep_plan(self, plan: Plan) -> None:
        await self.write(PLAN, msgspec.json.encode(plan), _JSON)

    async def planned_at(self) -> datetime | None:
        """When the present run began: each writes the plan."""
        found = await patiently(partial(self._blobs.stat, RENDERS, f"{self.key}/{PLAN}"))
        return found.modified_at

    async def chunk(self, number: int) -> ChunkManifest | None:
        """The manifest of a finished chunk."""
        return await self._manifest(f"chunks/{number:05d}.json", ChunkManifest)

    async def keep_chunk(self, number: int, manifest: ChunkManifest) -> None:
        await self.write(f"chunks/{number:05d}.json", msgspec.json.encode(manifest), _JSON)

    async def sound(self, name: str) -> SoundManifest | None:
        """The manifest of a finished sound."""
        return await self._manifest(f"chunks/{name}.json", SoundManifest)

    async def keep_sound(self, manifest: SoundManifest) -> None:
        await self.write(f"chunks/{manifest.name}.json", msgspec.json.encode(manifest), _JSON)

    async def pieces(self) -> Pieces:
        """All that is finished by now, and nothing that has been cleaned away since."""
        listing = partial(self._blobs.listing, RENDERS, f"{self.key}/chunks/")
        keys = [blob.key for blob in await patiently(listing)]
        self._forget_all_but(keys)
        for key in keys:
            await self._learn(key)
        return Pieces(chunks=dict(self._known.chunks), sounds=dict(self._known.sounds))

    async def chunks_since(self, moment: datetime) -> int:
        """How many chunks were finished after a moment, whoever finished them."""
        listing = partial(self._blobs.listing, RENDERS, f"{self.key}/chunks/")
        chunks = [blob for blob in await patiently(listing) if _CHUNK.search(blob.key)]
        return sum(blob.modified_at is not None and blob.modified_at >= moment for blob in chunks)

    def _forget_all_but(self, keys: list[str]) -> None:
        there = {
            match[1] for key in keys for kind in (_CHUNK, _SOUND) if (match := kind.search(key))
        }
        for number in [one for one in self._known.chunks if f"{one:05d}" not in there]:
            del self._known.chunks[number]
        for name in self._known.sounds.keys() - there:
            del self._known.sounds[name]

    async def _learn(self, key: str) -> None:
        known = self._known
        if (of_chunk := _CHUNK.search(key)) and int(of_chunk[1]) not in known.chunks:
            known.chunks.update(await self._found(int(of_chunk[1]), self.chunk))
        elif (of_sound := _SOUND.search(key)) and of_sound[1] not in known.sounds:
            known.sounds.update(await self._found(of_sound[1], self.sound))

    async def _found(self, name: N, read: Callable[[N], Awaitable[M | None]]) -> dict[N, M]:
        manifest = await read(name)
        return {} if manifest is None else {name: manifest}

    async def _manifest(self, name: str, kind: type[M]) -> M | None:
        try:
            return msgspec.json.decode(await self.read(name), type=kind)
        except NotFound:
            return None

    async def read(self, name: str) -> bytes:
        return await patiently(partial(self._blobs.get, RENDERS, f"{self.key}/{name}"))

    async def write(self, name: str, data: bytes, content_type: str) -> None:
        key = f"{self.key}/{name}"
        await patiently(partial(self._blobs.put, RENDERS, key, data, content_type))

    async def write_playlist(self, name: str, text: str) -> None:
        await self.write(name, text.encode(), CONTENT_TYPE)

    async def store(self, name: str, path: Path) -> None:
        """Keeps a file; its media type follows from its name."""
        key, kind = f"{self.key}/{name}", _TYPES[Path(name).suffix]
        await patiently(partial(self._blobs.store, RENDERS, key, path, kind))

    async def fetch(self, name: str, path: Path) -> None:
        await patiently(partial(self._blobs.fetch, RENDERS, f"{self.key}/{name}", path))
