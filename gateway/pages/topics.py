"""The innovation fields and the measures: what each is, and everything that belongs to it."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from gateway.interface import N_
from gateway.pages.participation import projects_of_topic
from gateway.pages.site import PageRequest, Site
from shared.contracts.city import Topic
from shared.contracts.kinds import KINDS

SHOWN = 6


@dataclass(frozen=True, slots=True)
class TopicWords:
    """What a sort of topic is called: in the schema's filters, in addresses, and in German."""

    filter: str
    word: str
    path: str
    label: str
    labels: str


FIELD = TopicWords("field", "feld", "felder", N_("Innovationsfeld"), N_("Innovationsfelder"))
MEASURE = TopicWords("measure", "massnahme", "massnahmen", N_("Maßnahme"), N_("Maßnahmen"))


def _topic(topics: Iterable[Topic], slug: str) -> Topic:
    for topic in topics:
        if topic.slug == slug:
            return topic
    raise NotFoundException(detail=slug)


async def _dossier(
    request: PageRequest, site: Site, topic: Topic, words: TopicWords
) -> Response[str]:
    """Each kind with the first page of what belongs to the topic; None where it does not answer."""
    kinds = tuple(KINDS.values())
    narrowed = {"first": SHOWN, words.filter: topic.slug}
    answers = await asyncio.gather(*(site.answer(request, kind.plural, narrowed) for kind in kinds))
    rows = [(kind, answer.page) for kind, answer in zip(kinds, answers, strict=True)]
    projects = await projects_of_topic(request, site, words.filter, topic.slug)
    return site.page(
        request, "topic.html", topic=topic, rows=rows, words_of=words, projects=projects
    )


def _overview(
    request: PageRequest, site: Site, topics: tuple[Topic, ...], words: TopicWords
) -> Response[str]:
    return site.page(request, "topics.html", topics=topics, words_of=words)


@get("/felder", include_in_schema=False)
async def fields_page(request: PageRequest, site: Site) -> Response[str]:
    return _overview(request, site, site.city.fields, FIELD)


@get("/felder/{slug:str}", include_in_schema=False)
async def field_page(request: PageRequest, site: Site, slug: str) -> Response[Any]:
    return await _dossier(request, site, _topic(site.city.fields, slug), FIELD)


@get("/massnahmen", include_in_schema=False)
async def measures_page(request: PageRequest, site: Site) -> Response[str]:
    return _overview(request, site, site.city.measures, MEASURE)


@get("/massnahmen/{slug:str}", include_in_schema=False)
async def measure_page(request: PageRequest, site: Site, slug: str) -> Response[Any]:
    return await _dossier(request, site, _topic(site.city.measures, slug), MEASURE)


HANDLERS = (fields_page, field_page, measures_page, measure_page)
