"""Who runs the hub, what the law wants said, and how the city looks."""

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException

from gateway.barrier_reports import KEPT_DAYS
from gateway.pages.site import PageRequest, Site


@get("/ueber", include_in_schema=False)
async def about(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "about.html")


@get("/impressum", include_in_schema=False)
async def imprint(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "imprint.html")


@get("/datenschutz", include_in_schema=False)
async def privacy(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "privacy.html", cookie=site.deps.cookie, kept_days=KEPT_DAYS)


@get("/stadt.css", include_in_schema=False)
async def colours(site: Site) -> Response[str]:
    """The city's own colours, over those of the design: names of CSS custom properties."""
    lines = "".join(f"--{name}:{value};" for name, value in sorted(site.deps.city.colours.items()))
    return Response(f":root{{{lines}}}", media_type=MediaType.CSS)


@get("/stadt/{name:str}", include_in_schema=False)
async def logo(site: Site, name: str) -> Response[bytes]:
    found = site.deps.logo
    if found is None or found.path != f"/stadt/{name}":
        raise NotFoundException(detail=name)
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(found.data, media_type=found.media_type, headers=headers)


HANDLERS = (about, imprint, privacy, colours, logo)
