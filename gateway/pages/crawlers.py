"""What programs that look around ask for: sitemaps, robots.txt and security.txt."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from gateway.entity_tags import tagged
from gateway.pages.interface import versions
from gateway.pages.site import PageRequest, Site
from gateway.pages.site_map import MOST_PARTS
from shared.contracts.kinds import KINDS, Kind

XML = "text/xml"
PLAIN = "text/plain"
HOURLY = {"Cache-Control": "public, max-age=3600"}
STATIC = (
    *("/", "/felder", "/massnahmen", "/ueber", "/leichte-sprache", "/gebaerdensprache"),
    *("/barrierefreiheit", "/datenschutz", "/impressum"),
)
STATIC_PART = "seiten.xml"
PART_NAME = re.compile(r"([a-z]+)-([1-9][0-9]{0,3})\.xml")
HIDDEN = ("/redaktion", "/anmelden", "/abmelden", "/vorschau/", "/graphql")
SECURITY_DAYS = 180


@get("/sitemap.xml", include_in_schema=False)
async def index(request: PageRequest, site: Site) -> Response[str]:
    """Names the parts; the lists themselves are in them."""
    names = [STATIC_PART]
    for kind in KINDS.values():
        parts = await site.map.parts(kind)
        names += [f"{kind.path}-{number}.xml" for number in range(1, parts + 1)]
    body = site.text(request, "sitemap_index.xml", {"names": names})
    return tagged(request, body, XML, HOURLY)


@get("/sitemap/{name:str}", include_in_schema=False)
async def part(request: PageRequest, site: Site, name: str) -> Response[str]:
    if name == STATIC_PART:
        return tagged(request, _static(request, site), XML, HOURLY)
    kind, number = _asked(name)
    items = await site.map.part(kind, number)
    body = site.text(request, "sitemap.xml", {"items": items, "pages": ()})
    return tagged(request, body, XML, HOURLY | _last_modified(items))


def _static(request: PageRequest, site: Site) -> str:
    city = site.deps.city
    lists = [f"/{kind.path}" for kind in KINDS.values()]
    fields = [f"/felder/{topic.slug}" for topic in city.fields]
    measures = [f"/massnahmen/{topic.slug}" for topic in city.measures]
    paths = (*STATIC, *lists, *fields, *measures)
    pages = [page for path in paths for page in _in_all_languages(path)]
    return site.text(request, "sitemap.xml", {"items": (), "pages": pages})


def _in_all_languages(path: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each address of a page, with the versions that it names."""
    found = versions(path)
    places = dict.fromkeys(place for _, place in found) or (path,)
    return [(place, found) for place in places]


def _asked(name: str) -> tuple[Kind[Any], int]:
    found = PART_NAME.fullmatch(name)
    kind = next((kind for kind in KINDS.values() if found and kind.path == found[1]), None)
    if found is None or kind is None or int(found[2]) > MOST_PARTS:
        raise NotFoundException(detail=name)
    return kind, int(found[2])


def _last_modified(items: list[dict[str, Any]]) -> dict[str, str]:
    if not items:
        return {}
    newest = max(datetime.fromisoformat(str(item["modifiedAt"])) for item in items)
    return {"Last-Modified": format_datetime(newest.astimezone(UTC), usegmt=True)}


@get("/robots.txt", include_in_schema=False)
async def robots(request: PageRequest, site: Site) -> Response[str]:
    refused = "".join(f"Disallow: {path}\n" for path in HIDDEN)
    where = f"Sitemap: {site.deps.public_url.rstrip('/')}/sitemap.xml\n"
    return tagged(request, f"User-agent: *\n{refused}\n{where}", PLAIN, HOURLY)


@get("/.well-known/security.txt", include_in_schema=False)
async def security(request: PageRequest, site: Site) -> Response[str]:
    """Where to report weak points (RFC 9116); valid for half a year from today."""
    city = site.deps.city
    contact = city.security_contact or city.contact_email
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    expires = (today + timedelta(days=SECURITY_DAYS)).isoformat().replace("+00:00", "Z")
    lines = (
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en",
        f"Canonical: {site.deps.public_url.rstrip('/')}/.well-known/security.txt",
    )
    return tagged(request, "\n".join(lines) + "\n", PLAIN, HOURLY)


HANDLERS = (index, part, robots, security)
