"""What a platform tells of a project, whatever its dialect: not yet cleaned, cut or tied."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from services.participation.failures import ProjectUnreadable
from shared.contracts.participation import ParticipationPhase

E = TypeVar("E", bound=Struct)


class When(Struct, frozen=True, kw_only=True):
    """Whether one can take part, and from when until when."""

    phase: ParticipationPhase = ParticipationPhase.UNKNOWN
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    ends_about: bool = False


class Described(Struct, frozen=True, kw_only=True):
    """`url` and `image` may be relative; `topics` are further words that may tie the project."""

    url: str
    title: str
    summary: str = ""
    html: str = ""
    image: str = ""
    organisation: str = ""
    when: When = When()
    progress: float | None = None
    point: Any = None
    topics: tuple[str, ...] = ()
    language: str = ""


class Told(Struct, frozen=True):
    """All that a platform told: its projects, and those that could not be read."""

    projects: tuple[Described, ...]
    left_out: tuple[ProjectUnreadable, ...] = ()


def each(entries: Sequence[Any], kind: type[E], describe: Callable[[E], Described | None]) -> Told:
    """Reads each entry by itself: what is wrong with one costs that one alone.

    None from `describe` passes over a project that is not meant for us.
    """
    projects: list[Described] = []
    left_out: list[ProjectUnreadable] = []
    for entry in entries:
        try:
            described = describe(msgspec.convert(entry, kind))
        except msgspec.ValidationError as error:
            left_out.append(ProjectUnreadable(str(error), url=_address(entry)))
        else:
            projects += [described] if described else []
    return Told(tuple(projects), tuple(left_out))


def _address(entry: Any) -> str:
    url = entry.get("url") if isinstance(entry, dict) else None
    return url if isinstance(url, str) else ""
