"""All projects as they were last told, in memory and in the database."""

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from services.participation.normalising import in_order
from services.participation.store import SourceState, SourceStore
from shared.contracts.caller import Caller
from shared.contracts.participation import (
    ListProjects,
    ParticipationProject,
    ParticipationSource,
    Projects,
)
from shared.kit.content.fitting import fitting

_ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


class Shelf:
    """Answers from memory: what it holds is bounded by sources, projects and their texts."""

    def __init__(self, store: SourceStore, sources: Iterable[ParticipationSource]) -> None:
        self._store = store
        self._slugs = frozenset(source.slug for source in sources)
        self._states: dict[str, SourceState] = {}

    async def load(self) -> None:
        """What earlier runs have kept, of the sources that there still are."""
        found = await self._store.all()
        self._states = {state.id: state for state in found if state.id in self._slugs}

    def state(self, source: str) -> SourceState | None:
        return self._states.get(source)

    async def put(self, state: SourceState) -> bool:
        """Keeps a new state; False where it says the same as the one before."""
        before = self._states.get(state.id)
        await self._store.put(state)
        self._states[state.id] = state
        return before is None or _said(before) != _said(state)

    async def list(self, _request: ListProjects, _: Caller | None) -> Projects:
        every = [project for state in self._states.values() for project in state.projects]
        return Projects(projects=tuple(fitting(sorted(every, key=in_order))))


def _said(state: SourceState) -> list[ParticipationProject]:
    """Without the moment at which it was said."""
    return [replace(project, fetched_at=_ANY_TIME) for project in state.projects]
