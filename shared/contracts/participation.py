"""Projects of a participation platform: what citizens can have a say in, read from elsewhere."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.calls import Call
from shared.contracts.on_site import Moment, ShortLine
from shared.contracts.words import (
    HIDDEN,
    PLAIN,
    Choice,
    Language,
    Line,
    Slug,
    Summary,
    Title,
    WebAddress,
    doc,
)

CHANGED = "participation.changed"
"""The subject on which the service says that its projects are others than before."""

STALE_AFTER = timedelta(hours=1)
"""So old may be what a platform said until it is shown with its age."""

MOST_SOURCES = 5
MOST_PROJECTS = 100
"""Of one source."""

MOST_TEXT = 3_000
"""Characters of a project's text; all projects together have to fit into one message."""

_VAGUE = timedelta(days=1)
"""How much later a project may end of which the platform tells the days that are left."""

_LOCAL = re.compile(r"http://(127\.0\.0\.1|localhost)(:\d+)?\Z")

_BRIEF = 1.0
"""Seconds for what a page can do without."""


class Dialect(StrEnum):
    """How a platform is asked: adhocracy+, mein.berlin, Decidim."""

    ADHOCRACY = "adhocracy"
    MEIN_BERLIN = "mein_berlin"
    DECIDIM = "decidim"


class ParticipationPhase(Choice):
    """Whether one can take part."""

    RUNNING = "running", "Now."
    COMING = "coming", "Later."
    OVER = "over", "No more."
    UNKNOWN = "unknown", "The platform does not say."


class Ties(Struct, frozen=True, kw_only=True):
    """The innovation fields and measures that a project belongs to, by their slugs."""

    fields: tuple[Slug, ...] = ()
    measures: tuple[Slug, ...] = ()


class TieRule(Ties, frozen=True, kw_only=True):
    """Ties the projects whose address ends in one of `slugs`, or of whose title, summary and
    topics one of `words` is a part.
    """

    slugs: Annotated[tuple[Line, ...], Meta(max_length=100)] = ()
    words: Annotated[tuple[Line, ...], Meta(max_length=100)] = ()


class ParticipationSource(Ties, frozen=True, kw_only=True):
    """A platform of the city's. Its own ties are for the projects that no rule ties.

    `organisation` is the city's slug there, for adhocracy+ alone, which needs it; with a
    `username`, whose password is a setting of the service, more is told of its projects.
    """

    slug: Slug
    name: Line
    dialect: Dialect
    address: Annotated[str, Meta(pattern=r"^https?://[^\s/?#@]+\Z", max_length=200)]
    organisation: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]*\Z", max_length=100)] = ""
    username: Annotated[str, Meta(max_length=200, pattern=PLAIN)] = ""
    language: Language = "de"
    rules: Annotated[tuple[TieRule, ...], Meta(max_length=50)] = ()

    def __post_init__(self) -> None:
        if self.username and not (self.address.startswith("https:") or _LOCAL.match(self.address)):
            raise ValueError("A password is sent by https only.")
        if self.dialect is Dialect.ADHOCRACY and not self.organisation:
            raise ValueError("adhocracy+ is asked for the projects of one organisation.")

    @property
    def ties(self) -> tuple[Ties, ...]:
        """All that its projects may be tied by."""
        return (self, *self.rules)


class ParticipationProject(Struct, frozen=True, kw_only=True):
    """Something to have a say in, on a participation platform of the city's."""

    id: Annotated[
        str,
        Meta(pattern=r"^[0-9a-f]{32}\Z", extra={"format": "id"}),
        doc("The same as long as its address is.", "3f" * 16),
    ]
    source: Annotated[Slug, doc("The platform's slug in the city's settings.", "mitreden")]
    platform: Annotated[Line, doc("Name of the platform.", "Beteiligungsplattform")]
    url: Annotated[
        WebAddress,
        doc("Its page on the platform.", "https://mitreden.example/stadt/projects/park/"),
    ]
    title: Annotated[Title, doc("What it is called.", "Ein Park für alle")]
    summary: Annotated[
        Summary, doc("A sentence or two of plain text.", "Wie soll der Park werden?")
    ] = ""
    text_html: Annotated[
        str, doc("More of it, as sanitised HTML without pictures.", "<p>Mit Bäumen?</p>")
    ] = ""
    language: Language
    image_url: Annotated[
        WebAddress,
        doc(
            "A picture on the platform; the hub's own pages do not load it.",
            "https://mitreden.example/media/park.jpg",
        ),
    ] = ""
    organisation: Annotated[ShortLine, doc("Who asks.", "Stadt Iserlohn")] = ""
    phase: Annotated[ParticipationPhase, HIDDEN] = ParticipationPhase.UNKNOWN
    starts_at: Annotated[
        Moment | None, doc("When one can begin to take part; null where it is not told.")
    ] = None
    ends_at: Annotated[
        Moment | None, doc("Until when one can take part; null where it is not told.")
    ] = None
    ends_about: Annotated[bool, doc("The platform told only how many days are left.")] = False
    progress: Annotated[
        Annotated[int, Meta(ge=0, le=100)] | None,
        doc("How much of the time is over, in per cent.", 40),
    ] = None
    latitude: (
        Annotated[float, Meta(ge=-90, le=90), doc("Degrees north, WGS 84.", 51.3756)] | None
    ) = None
    longitude: (
        Annotated[float, Meta(ge=-180, le=180), doc("Degrees east, WGS 84.", 7.6954)] | None
    ) = None
    fields: Annotated[tuple[Slug, ...], HIDDEN] = ()
    measures: Annotated[tuple[Slug, ...], HIDDEN] = ()
    fetched_at: Annotated[Moment, doc("When the platform last told of it.")]

    def is_stale(self, moment: datetime) -> bool:
        """Whether the platform has been silent for so long that it should be said."""
        return moment - self.fetched_at > STALE_AFTER

    def phase_at(self, moment: datetime) -> ParticipationPhase:
        """The phase now, of what was told some time ago."""
        if self.ends_at and self.ends_at + (_VAGUE if self.ends_about else timedelta()) < moment:
            return ParticipationPhase.OVER
        if self.phase is ParticipationPhase.COMING and self.starts_at and self.starts_at <= moment:
            return ParticipationPhase.RUNNING
        return self.phase


class ListProjects(Struct, frozen=True):
    """Asks for all projects, of all platforms."""


class Projects(Struct, frozen=True, kw_only=True):
    """Those that run first, by their end; then those to come, by their beginning."""

    projects: tuple[ParticipationProject, ...]


class ProjectsChanged(Struct, frozen=True):
    """Said when there are other projects than before, or something else is told of them."""


LIST = Call("participation.list", ListProjects, Projects, _BRIEF)
