"""What pages show as "Mitmachen": projects of the city's participation platforms."""

from collections.abc import Iterable
from typing import Any

from gateway.pages.site import PageRequest, Site

SHOWN = 3
"""Beside an item, and on the start page."""

SHOWN_OF_TOPIC = 6

Projects = list[dict[str, Any]]


async def open_projects(request: PageRequest, site: Site) -> Projects:
    return await _projects(request, site, {"first": SHOWN})


async def projects_of_topic(request: PageRequest, site: Site, words: str, slug: str) -> Projects:
    """`words` says which sort of topic it is, as the schema's filters do."""
    return await _projects(request, site, {f"{words}s": [slug], "first": SHOWN_OF_TOPIC})


async def projects_beside(request: PageRequest, site: Site, item: dict[str, Any]) -> Projects:
    """Those of any field or measure of the item; none, where it has neither."""
    fields, measures = _slugs(item["fields"]), _slugs(item["measures"])
    if not (fields or measures):
        return []
    variables = {"fields": fields, "measures": measures, "first": SHOWN}
    return await _projects(request, site, variables)


async def _projects(request: PageRequest, site: Site, variables: dict[str, object]) -> Projects:
    """None where nothing has been heard of them yet: no page depends on them."""
    answer = await site.answer(request, "participation", variables, for_all=True)
    found: Projects = (answer.data or {}).get("projects") or []
    return found


def _slugs(topics: Iterable[dict[str, Any]]) -> list[str]:
    return [topic["slug"] for topic in topics]
