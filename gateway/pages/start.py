"""The start page: what the hub is, and the newest of each kind."""

import asyncio

from litestar import Response, get

from gateway.pages.participation import open_projects
from gateway.pages.site import PageRequest, Site
from shared.contracts.kinds import KINDS

SHOWN = 3


@get("/", include_in_schema=False)
async def start(request: PageRequest, site: Site) -> Response[str]:
    kinds = tuple(KINDS.values())
    answers = await asyncio.gather(
        *(site.answer(request, kind.plural, {"first": SHOWN}) for kind in kinds)
    )
    rows = [(kind, answer.page) for kind, answer in zip(kinds, answers, strict=True)]
    projects = await open_projects(request, site)
    return site.page(request, "start.html", rows=rows, projects=projects)


HANDLERS = (start,)
