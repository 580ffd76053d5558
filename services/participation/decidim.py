"""Decidim: participatory processes by its public GraphQL interface."""

from typing import Any

from msgspec import Struct

from services.participation.described import Described, Told, When, each
from services.participation.failures import AnswerUnreadable
from services.participation.moments import by_dates, moment
from services.participation.platform import Platform, decoded
from shared.kit.ids import now

_INTERFACE = "/api"
_TEXT = "{ translations { locale text } }"
_QUERY = f"""{{ participatoryProcesses {{
  id slug title {_TEXT} shortDescription {_TEXT} description {_TEXT} startDate endDate %s }} }}"""
_STEPS = f"steps {{ title {_TEXT} startDate endDate active }}"
"""Not in every version."""


class Translation(Struct, frozen=True):
    locale: str
    text: str | None = None


class Translated(Struct, frozen=True):
    """A text in several languages."""

    translations: tuple[Translation, ...]

    def in_language(self, language: str) -> Translation:
        """In the language that is wanted, else in the first that there is."""
        filled = [each for each in self.translations if each.text]
        wanted = [each for each in filled if each.locale == language]
        return (*wanted, *filled, Translation(language))[0]


class Step(Struct, frozen=True, rename="camel"):
    """A part of a process; at most one is active."""

    start_date: str | None = None
    end_date: str | None = None
    active: bool | None = None


class Process(Struct, frozen=True, rename="camel"):
    """A process; its dates are days."""

    slug: str
    title: Translated
    short_description: Translated | None = None
    description: Translated | None = None
    start_date: str | None = None
    end_date: str | None = None
    steps: tuple[Step, ...] = ()


class Processes(Struct, frozen=True, rename="camel"):
    participatory_processes: tuple[Any, ...]


class GraphqlAnswer(Struct, frozen=True):
    data: Processes | None = None
    errors: Any = None


class Decidim:
    """Reads all processes; it knows no organisations."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def read(self) -> Told:
        for steps in (_STEPS, ""):
            reply = await self._platform.ask(_INTERFACE, sent={"query": _QUERY % steps})
            answer = decoded(reply, GraphqlAnswer)
            if answer.data is not None and not answer.errors:
                entries = answer.data.participatory_processes
                return each(entries, Process, self._describe)
        raise AnswerUnreadable("Die Schnittstelle kennt die Abfrage nicht.")

    def _describe(self, process: Process) -> Described:
        wanted = self._platform.source.language
        title = process.title.in_language(wanted)
        return Described(
            url=f"/processes/{process.slug}",
            title=title.text or "",
            summary=_text(process.short_description, title.locale),
            html=_text(process.description, title.locale),
            language=title.locale,
            when=_when(process),
        )


def _text(translated: Translated | None, language: str) -> str:
    return (translated.in_language(language).text or "") if translated else ""


def _when(process: Process) -> When:
    """By the active step, else by the process as a whole."""
    active = next((step for step in process.steps if step.active), None)
    span = active if active and (active.start_date or active.end_date) else process
    return by_dates(moment(span.start_date), moment(span.end_date, end_of_day=True), now())
