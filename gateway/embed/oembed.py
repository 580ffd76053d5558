"""oEmbed 1.0 (https://oembed.com): what a CMS asks when somebody pastes an address of ours."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from litestar import MediaType, Response, get
from litestar.exceptions import (
    HTTPException,
    NotAuthorizedException,
    NotFoundException,
    ValidationException,
)

from gateway.embed.addresses import item_at
from gateway.links import PREVIEW_PATH
from gateway.pages.content import shown_item
from gateway.pages.metadata import xml_text
from gateway.pages.site import PageRequest, Site
from gateway.pages.snippets import SIZES, Size, iframe, picture_of

OEMBED_PATH = "/oembed"
CACHE_SECONDS = 3600
_LEAST = Size(300, 150)
_LONGEST_ADDRESS = 2000


class FormatUnknown(HTTPException):
    """oEmbed's word for a format that is not offered."""

    status_code = 501


@get(OEMBED_PATH, include_in_schema=False)
async def oembed(request: PageRequest, site: Site) -> Response[Any]:
    """404 for what is no public item of ours, 401 for a preview, 501 for other formats."""
    query = request.query_params
    form = query.get("format", "json")
    if form not in ("json", "xml"):
        raise FormatUnknown(detail="format: json, xml")
    address = query.get("url", "")
    if not address:
        raise ValidationException(detail="url")
    item = await _item(request, site, address[:_LONGEST_ADDRESS])
    size = _within(SIZES[item["kind"]], _most(query, "maxwidth"), _most(query, "maxheight"))
    told = _told(site, item, size)
    if form == "xml":
        return Response(_xml(told), media_type="text/xml")
    return Response(told, media_type=MediaType.JSON)


async def _item(request: PageRequest, site: Site, address: str) -> dict[str, Any]:
    public_url = site.deps.public_url
    if address.startswith(f"{public_url}{PREVIEW_PATH}"):
        raise NotAuthorizedException(detail="url")
    found = item_at(address, public_url)
    if found is None:
        raise NotFoundException(detail="url")
    kind, slug = found
    try:
        return await shown_item(request, site, str(kind), slug, for_all=True)
    except HTTPException as error:
        if error.status_code in (400, 410):
            raise NotFoundException(detail="url") from error
        raise


def _told(site: Site, item: dict[str, Any], size: Size) -> dict[str, Any]:
    city, public_url = site.city, site.deps.public_url
    picture = picture_of(item, public_url)
    told: dict[str, Any] = {
        "version": "1.0",
        "type": "video" if item["kind"] == "VIDEO" else "rich",
        "title": item["title"],
        "author_name": item["publisher"],
        "author_url": city.website,
        "provider_name": city.hub_name,
        "provider_url": public_url,
        "cache_age": CACHE_SECONDS,
        "html": iframe(item, public_url, size),
        "width": size.width,
        "height": size.height,
    }
    if picture.width and picture.height:
        told |= {
            "thumbnail_url": picture.url,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return told


def _most(query: Any, name: str) -> int | None:
    """What the address allows; rubbish allows everything."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text[:6]) > 0 else None


def _within(size: Size, width: int | None, height: int | None) -> Size:
    """The size in the same proportions, no smaller than the frame can be used."""
    scale = min(1.0, (width or size.width) / size.width, (height or size.height) / size.height)
    return Size(
        min(max(round(size.width * scale), _LEAST.width), width or size.width),
        min(max(round(size.height * scale), _LEAST.height), height or size.height),
    )


def _xml(told: dict[str, Any]) -> bytes:
    root = Element("oembed")
    for name, value in told.items():
        SubElement(root, name).text = xml_text(str(value))
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


HANDLERS = (oembed,)
