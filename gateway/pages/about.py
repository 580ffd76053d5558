"""Who runs the hub, and what the law wants said."""

from litestar import MediaType, Response, get

from gateway.pages.site import PageRequest, Site


@get("/ueber", include_in_schema=False)
async def about(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "about.html")


@get("/impressum", include_in_schema=False)
async def imprint(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "imprint.html")


@get("/datenschutz", include_in_schema=False)
async def privacy(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "privacy.html", cookie=site.deps.cookie)


@get("/barrierefreiheit", include_in_schema=False)
async def accessibility(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "accessibility.html")


@get("/stadt.css", include_in_schema=False)
async def colours(site: Site) -> Response[str]:
    """The city's own colours, over those of the design: names of CSS custom properties."""
    lines = "".join(f"--{name}:{value};" for name, value in sorted(site.deps.city.colours.items()))
    return Response(f":root{{{lines}}}", media_type=MediaType.CSS)


HANDLERS = (about, imprint, privacy, accessibility, colours)
