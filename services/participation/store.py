"""The last good state of each source: one document each."""

from datetime import datetime

from msgspec import Struct

from shared.contracts.participation import ParticipationProject
from shared.contracts.words import Slug
from shared.kit.documents import Database, readable, to_document

_SOURCES = "sources"


class SourceState(Struct, frozen=True, kw_only=True):
    """What a source told, and when. `id` is the source's slug."""

    id: Slug
    projects: tuple[ParticipationProject, ...] = ()
    fetched_at: datetime


class SourceStore:
    """Found by `_id` alone, so it needs no further index."""

    def __init__(self, database: Database) -> None:
        self._sources = database[_SOURCES]

    async def all(self) -> list[SourceState]:
        """Those that can be read; what is lost is told anew by the platform."""
        return readable([document async for document in self._sources.find({})], SourceState)

    async def put(self, state: SourceState) -> None:
        document = to_document(state)
        own_id = document.pop("_id")
        await self._sources.update_one({"_id": own_id}, {"$set": document}, upsert=True)
