"""mein.berlin: a public list of the projects in which one can take part now."""

from typing import Any

from msgspec import Struct

from services.participation.described import Described, Told, When, each
from services.participation.moments import by_dates, moment
from services.participation.platform import Platform, decoded
from shared.kit.ids import now

_PROJECTS = "/api/projects/?status=activeParticipation"

ActivePhase = tuple[float | None, str | None, str]
"""How much of it is over in per cent, what is left of it in words, and when it ends."""


class TileProject(Struct, frozen=True):
    """A project as the list's tiles need it. A phase that there is not is False."""

    title: str
    url: str
    description: str = ""
    organisation: str = ""
    tile_image: str | None = None
    point: Any = None
    district: str | None = None
    topics: tuple[str, ...] = ()
    active_phase: ActivePhase | bool | None = None
    future_phase: str | bool | None = None
    past_phase: str | bool | None = None


class MeinBerlin:
    """Reads the list; it knows no sign-in."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def read(self) -> Told:
        entries = decoded(await self._platform.ask(_PROJECTS), list[Any])
        return each(entries, TileProject, _describe)


def _describe(entry: TileProject) -> Described:
    active = entry.active_phase if isinstance(entry.active_phase, tuple) else None
    return Described(
        url=entry.url,
        title=entry.title,
        summary=entry.description,
        image=entry.tile_image or "",
        organisation=entry.organisation,
        when=_when(entry, active),
        progress=active[0] if active else None,
        point=entry.point,
        topics=(*entry.topics, entry.district or ""),
    )


def _when(entry: TileProject, active: ActivePhase | None) -> When:
    starts_at = None if active else moment(entry.future_phase)
    ends_at = moment(active[2]) if active else moment(entry.past_phase)
    return by_dates(starts_at, None if starts_at else ends_at, now())
