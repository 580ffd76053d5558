"""The innovation fields and the measures: what each is, and everything that belongs to it."""

import asyncio
from collections.abc import Iterable
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from gateway.pages.site import PageRequest, Site
from shared.contracts.city import Topic
from shared.contracts.kinds import KINDS

SHOWN = 6


def _topic(topics: Iterable[Topic], slug: str) -> Topic:
    for topic in topics:
        if topic.slug == slug:
            return topic
    raise NotFoundException(detail=slug)


async def _rows(
    request: PageRequest, site: Site, narrowed: dict[str, str]
) -> list[tuple[object, dict[str, Any]]]:
    """Each kind with the first page of what belongs to the topic."""
    kinds = tuple(KINDS.values())
    answers = await asyncio.gather(
        *(site.ask(request, kind.plural, {"first": SHOWN, **narrowed}) for kind in kinds)
    )
    return [(kind, answer["page"]) for kind, answer in zip(kinds, answers, strict=True)]


@get("/felder/{slug:str}", include_in_schema=False)
async def field_page(request: PageRequest, site: Site, slug: str) -> Response[str]:
    topic = _topic(site.deps.city.fields, slug)
    rows = await _rows(request, site, {"field": slug})
    return site.page(
        request, "topic.html", topic=topic, rows=rows, label="Innovationsfeld", word="feld"
    )


@get("/massnahmen/{slug:str}", include_in_schema=False)
async def measure_page(request: PageRequest, site: Site, slug: str) -> Response[str]:
    topic = _topic(site.deps.city.measures, slug)
    rows = await _rows(request, site, {"measure": slug})
    return site.page(
        request, "topic.html", topic=topic, rows=rows, label="Maßnahme", word="massnahme"
    )


HANDLERS = (field_page, measure_page)
