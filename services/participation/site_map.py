"""adhocracy+ without sign-in: the organisation's site map, and what each page says of itself."""

import asyncio
import html
import re

from services.participation.described import Described, Told, When
from services.participation.failures import (
    AnswerUnreadable,
    InterfaceMissing,
    ProjectUnreadable,
    SignInRefused,
)
from services.participation.moments import by_dates, moment
from services.participation.open_graph import open_graph
from services.participation.platform import Platform
from shared.kit.ids import now
from shared.kit.web import FetchError

_LOCATION = re.compile(r"<loc>\s*([^<\s]{1,500})\s*</loc>")
_TIME = re.compile(r'It (ended|starts|continues) on\s+<time\s[^>]*?datetime="([^"]{10,40})"')
"""As adhocracy+ writes it in English, in which its pages are asked for."""

_MOST_PAGES = 40
_SIDE_BY_SIDE = 4

Outcome = Described | ProjectUnreadable | None


async def read(platform: Platform) -> Told:
    """What the pages say that the site map names, as far as they are on the same server."""
    folder = platform.source.organisation
    text = await platform.page(platform.address(f"/{folder}/sitemap-projects.xml"))
    if "<urlset" not in text:
        raise AnswerUnreadable("Das ist keine Sitemap.")
    found = dict.fromkeys(map(platform.address, map(html.unescape, _LOCATION.findall(text))))
    pages = [url for url in found if platform.is_here(url)][:_MOST_PAGES]
    places = asyncio.Semaphore(_SIDE_BY_SIDE)
    outcomes = await asyncio.gather(*(_outcome(platform, url, places) for url in pages))
    return Told(
        tuple(each for each in outcomes if isinstance(each, Described)),
        tuple(each for each in outcomes if isinstance(each, ProjectUnreadable)),
    )


async def _outcome(platform: Platform, url: str, places: asyncio.Semaphore) -> Outcome:
    """None for a page that has gone since."""
    try:
        async with places:
            page = await platform.page(url)
    except InterfaceMissing:
        return None
    except (FetchError, AnswerUnreadable, SignInRefused) as failure:
        return ProjectUnreadable(failure.message, url=url)
    return _described(url, page)


def _described(url: str, page: str) -> Outcome:
    """Its `og:title` names the platform alone, so the heading goes before it."""
    told = open_graph(page)
    title = told.get("h1") or told.get("og:title")
    if not title:
        return ProjectUnreadable("Die Seite hat keine Überschrift.", url=url)
    return Described(
        url=url,
        title=title,
        summary=told.get("og:description", ""),
        image=told.get("og:image", ""),
        when=_when(page),
    )


def _when(page: str) -> When:
    """Said only where one cannot take part just now."""
    found = _TIME.search(page)
    day = moment(found[2]) if found else None
    if found is None or day is None:
        return When()
    ended = found[1] == "ended"
    return by_dates(None if ended else day, day if ended else None, now())
