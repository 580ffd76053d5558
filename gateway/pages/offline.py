"""What makes the hub installable and usable without a network: manifest, worker, offline page."""

from litestar import Response, get

from gateway.pages.logo import Logo
from gateway.pages.site import PageRequest, Site

MANIFEST = "/manifest.webmanifest"
WORKER = "/offline-worker.js"
ICONS = tuple(
    {"src": f"/assets/{name}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
    for name, size, use in (
        ("icon-192", 192, "any"),
        ("icon-512", 512, "any"),
        ("icon-maskable-512", 512, "maskable"),
    )
)
BACKGROUND = "#f6f1e7"
THEME = "#0b4a5a"


def _icons_of(logo: Logo | None) -> tuple[dict[str, str], ...]:
    """The city's own comes first; the hub's are for where it is too small, or cannot be cut out."""
    if logo is None:
        return ()
    own = {"src": logo.path, "sizes": logo.sizes, "type": logo.media_type, "purpose": "any"}
    return (own,)


@get(MANIFEST, include_in_schema=False)
async def manifest(site: Site) -> Response[dict[str, object]]:
    """The web app manifest, in the city's name and colours."""
    city = site.deps.city
    about: dict[str, object] = {
        "id": "/",
        "name": city.hub_name,
        "short_name": city.name,
        "lang": "de",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": city.colours.get("sand", BACKGROUND),
        "theme_color": city.colours.get("deep", THEME),
        "icons": (*_icons_of(site.deps.logo), *ICONS),
    }
    return Response(about, media_type="application/manifest+json")


@get(WORKER, include_in_schema=False)
async def worker(site: Site) -> Response[bytes]:
    """From the root, so that it may answer for all pages; browsers ask for it anew each time."""
    headers = {"Cache-Control": "no-cache"}
    return Response(site.deps.assets.worker, media_type="text/javascript", headers=headers)


@get("/offline", include_in_schema=False)
async def offline(request: PageRequest, site: Site) -> Response[str]:
    return site.page(request, "offline.html")


HANDLERS = (manifest, worker, offline)
