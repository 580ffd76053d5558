"""What the pages are and how to find one's way, in plain German and in sign language."""

import asyncio
from typing import Any

from litestar import Response, get

from gateway.pages.site import PageRequest, Site
from shared.contracts.kinds import KINDS, Kind
from shared.contracts.languages import SIGNED, SIMPLE

SHOWN = 6


Items = list[dict[str, Any]]


async def _items(request: PageRequest, site: Site, language: str) -> tuple[Items, list[Kind[Any]]]:
    """The newest of all kinds in a language, and the kinds that do not answer just now."""
    variables = {"first": SHOWN, "language": language}
    kinds = tuple(KINDS.values())
    answers = await asyncio.gather(
        *(site.answer(request, kind.plural, variables) for kind in kinds)
    )
    pages = [(kind, answer.page) for kind, answer in zip(kinds, answers, strict=True)]
    items = [item for _, page in pages if page for item in page["nodes"]]
    return items, [kind for kind, page in pages if page is None]


async def _introduction(request: PageRequest, site: Site) -> dict[str, Any] | None:
    """The video that the city names, once it can be watched."""
    slug = site.deps.city.sign_language_video
    answer = await site.answer(request, "introduction", {"slug": slug}) if slug else None
    video: dict[str, Any] | None = answer.data["video"] if answer and answer.data else None
    return video if video and video["playback"] else None


@get("/leichte-sprache", include_in_schema=False)
async def plain_german(request: PageRequest, site: Site) -> Response[str]:
    items, away = await _items(request, site, SIMPLE)
    return site.page(request, "plain_german.html", items=items, away=away)


@get("/gebaerdensprache", include_in_schema=False)
async def sign_language(request: PageRequest, site: Site) -> Response[str]:
    video, (items, away) = await asyncio.gather(
        _introduction(request, site), _items(request, site, SIGNED)
    )
    return site.page(request, "sign_language.html", video=video, items=items, away=away)


HANDLERS = (plain_german, sign_language)
