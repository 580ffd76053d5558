"""From what a platform tells to a project of ours."""

import hashlib
from datetime import datetime

import msgspec
from msgspec.structs import asdict

from services.participation.described import Described, Told
from services.participation.failures import ProjectUnreadable
from services.participation.places import position
from services.participation.platform import Platform
from services.participation.text import line, safe_html
from services.participation.ties import tied
from shared.contracts.participation import (
    MOST_PROJECTS,
    ParticipationPhase,
    ParticipationProject,
)

_MOST_LOOKED_AT = 500
_ORDER = tuple(ParticipationPhase(name) for name in ("running", "coming", "unknown", "over"))


def normalised(
    told: Told, platform: Platform, at: datetime
) -> tuple[list[ParticipationProject], list[ProjectUnreadable]]:
    """Each project once, the most important first, and what could not be read."""
    found: dict[str, ParticipationProject] = {}
    left_out = list(told.left_out)
    for described in told.projects[:_MOST_LOOKED_AT]:
        try:
            project = _project(described, platform, at)
        except ProjectUnreadable as failure:
            left_out.append(failure)
        else:
            found.setdefault(project.id, project)
    return sorted(found.values(), key=in_order)[:MOST_PROJECTS], left_out


def in_order(project: ParticipationProject) -> tuple[int, float, str]:
    """Those that run by their end, those to come by their beginning; then by title."""
    first = project.ends_at if project.phase is ParticipationPhase.RUNNING else project.starts_at
    return _ORDER.index(project.phase), first.timestamp() if first else float("inf"), project.title


def project_id(source: str, url: str) -> str:
    """The same for a project as long as its address is."""
    return hashlib.sha256(f"{source} {url}".encode()).hexdigest()[:32]


def _project(described: Described, platform: Platform, at: datetime) -> ParticipationProject:
    source = platform.source
    url = platform.address(described.url)
    latitude, longitude = position(described.point)
    project = ParticipationProject(
        id=project_id(source.slug, url),
        source=source.slug,
        platform=source.name,
        url=url,
        title=line(described.title, 160),
        summary=line(described.summary, 600),
        text_html=safe_html(described.html, platform),
        language=described.language or source.language,
        image_url=platform.address(described.image) if described.image else "",
        organisation=line(described.organisation, 200),
        progress=_percent(described.progress),
        latitude=latitude,
        longitude=longitude,
        fetched_at=at,
        **asdict(described.when),
    )
    return tied(_checked(project), source, described.topics)


def _checked(project: ParticipationProject) -> ParticipationProject:
    if not project.url:
        raise ProjectUnreadable("Die Adresse ist keine.")
    try:
        return msgspec.convert(msgspec.to_builtins(project), ParticipationProject)
    except msgspec.ValidationError as error:
        raise ProjectUnreadable(str(error), url=project.url) from None


def _percent(progress: float | None) -> int | None:
    return None if progress is None else round(min(max(progress, 0), 100))
