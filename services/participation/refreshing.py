"""Asks the platforms again and again; one that fails keeps its last good state."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from services.participation.described import Told
from services.participation.dialects import Reader
from services.participation.failures import AnswerUnreadable, ProjectUnreadable
from services.participation.normalising import in_order, normalised, project_id
from services.participation.platform import Platform
from services.participation.settings import ParticipationSettings
from services.participation.shelf import Shelf
from services.participation.store import SourceState
from shared.contracts.errors import HubError
from shared.contracts.participation import MOST_PROJECTS, ParticipationProject
from shared.kit import log
from shared.kit.documents import DatabaseError
from shared.kit.ids import now
from shared.kit.web import TooSlow

_LONGEST_SECONDS = 120.0
_MOST_TOLD = 10
"""Of the projects that cannot be read, so many are named in the log each time."""

_logger = log.get("hub.participation")


class Refreshing:
    """`tell` says that there are other projects than before."""

    def __init__(
        self,
        shelf: Shelf,
        readers: Sequence[tuple[Platform, Reader]],
        settings: ParticipationSettings,
        tell: Callable[[], Awaitable[None]],
    ) -> None:
        self._shelf = shelf
        self._readers = readers
        self._settings = settings
        self._tell = tell

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Each source by itself, so that none waits for another."""
        tasks = [asyncio.create_task(self._keep(*each)) for each in self._readers]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, platform: Platform, reader: Reader) -> None:
        failures = 0
        await asyncio.sleep(self._due(platform))
        while True:
            failures = 0 if await self.refresh(platform, reader) else failures + 1
            await asyncio.sleep(self._pause(failures))

    def _due(self, platform: Platform) -> float:
        """Seconds until what is kept is no longer fresh: who starts often asks no more often."""
        state = self._shelf.state(platform.source.slug)
        age = (now() - state.fetched_at).total_seconds() if state else float("inf")
        seconds = self._settings.participation_refresh_seconds
        return min(max(0.0, seconds - age), seconds)

    def _pause(self, failures: int) -> float:
        seconds = self._settings.participation_refresh_seconds
        longest = max(seconds, self._settings.participation_longest_pause_seconds)
        return min(seconds * 2.0 ** min(failures, 16), longest)

    async def refresh(self, platform: Platform, reader: Reader) -> bool:
        """Reads a source once; False where it failed, and its last good state stays."""
        source = platform.source.slug
        try:
            told = await _told(reader)
            # In a thread, so that calls are answered meanwhile.
            state = await asyncio.to_thread(self._state, platform, told)
            if await self._shelf.put(state):
                await self._tell()
        except (HubError, DatabaseError) as failure:
            code = getattr(failure, "code", type(failure).__name__)
            _logger.warning("participation stale", source=source, code=code, reason=str(failure))
            return False
        except Exception:
            _logger.exception("participation stuck", source=source)
            return False
        return True

    def _state(self, platform: Platform, told: Told) -> SourceState:
        """What was told; of a project that could not be read, what was told of it before."""
        at, source = now(), platform.source.slug
        projects, left_out = normalised(told, platform, at)
        for failure in left_out[:_MOST_TOLD]:
            _logger.warning(
                "project left out", source=source, code=failure.code, url=failure.url,
                reason=failure.message,
            )  # fmt: skip
        if left_out and not projects:
            raise AnswerUnreadable(f"Keines von {len(left_out)} Projekten ist lesbar.")
        every = [*projects, *self._before(platform, left_out, projects)]
        every.sort(key=in_order)
        return SourceState(id=source, projects=tuple(every[:MOST_PROJECTS]), fetched_at=at)

    def _before(
        self,
        platform: Platform,
        left_out: Sequence[ProjectUnreadable],
        projects: Sequence[ParticipationProject],
    ) -> list[ParticipationProject]:
        slug = platform.source.slug
        state = self._shelf.state(slug)
        named = [platform.address(failure.url) for failure in left_out if failure.url]
        wanted = {project_id(slug, url) for url in named} - {project.id for project in projects}
        return [each for each in (state.projects if state else ()) if each.id in wanted]


async def _told(reader: Reader) -> Told:
    try:
        async with asyncio.timeout(_LONGEST_SECONDS):
            return await reader.read()
    except TimeoutError:
        raise TooSlow("Die Plattform antwortet zu langsam.") from None
