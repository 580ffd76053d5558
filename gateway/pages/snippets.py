"""What people copy into others' pages: a frame, a card that sanitisers leave, a component."""

from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

from gateway.interface import _
from gateway.links import EMBED_PATH
from gateway.pages.assets import Script
from gateway.pages.metadata import shared_image
from shared.contracts.content import ContentKind
from shared.contracts.kinds import KINDS

Item = dict[str, Any]
"""As GraphQL gives it to an item's page."""


@dataclass(frozen=True, slots=True)
class Size:
    """CSS pixels."""

    width: int
    height: int


SIZES = {"VIDEO": Size(640, 360), "EXPERIMENT": Size(480, 320), "GUIDE": Size(480, 320)}


@dataclass(frozen=True, slots=True)
class Picture:
    """With an absolute address; sizes in pixels, where they are known."""

    url: str
    width: int | None
    height: int | None


def frame_path(item: Item) -> str:
    """`/embed/video/was-ist-feinstaub`."""
    return f"{EMBED_PATH}/{item['kind'].lower()}/{quote(item['slug'])}"


def picture_of(item: Item, public_url: str) -> Picture:
    """A picture that every site can show: no SVG."""
    image = shared_image(item)
    return Picture(public_url + image["url"], image["width"], image["height"])


def iframe(item: Item, public_url: str, size: Size | None = None) -> str:
    """A frame with a title of its own, as WCAG 4.1.2 asks; it may be made smaller."""
    size = size or SIZES[item["kind"]]
    return (
        f'<iframe src="{escape(public_url + frame_path(item))}" title="{escape(_named(item))}" '
        f'width="{size.width}" height="{size.height}" loading="lazy" allow="fullscreen; '
        f'picture-in-picture" style="border:0;max-width:100%"></iframe>'
    )


def link_card(item: Item, public_url: str) -> str:
    """Nothing but a link around a picture: what even adhocracy+ leaves as it is."""
    picture = picture_of(item, public_url)
    return (
        f'<a href="{escape(item["canonicalUrl"])}"><img src="{escape(picture.url)}" '
        f'alt="{escape(_named(item))}"></a>'
    )


def component(item: Item, public_url: str, script: Script) -> str:
    """For pages that allow scripts: a card first, the frame on a click; without scripts a link."""
    return (
        f'<script type="module" src="{escape(public_url + script.path)}" '
        f'integrity="{script.integrity}" crossorigin="anonymous"></script>\n'
        f'<hub-embed kind="{item["kind"].lower()}" slug="{escape(item["slug"])}">'
        f'<a href="{escape(item["canonicalUrl"])}">{escape(_named(item))}</a></hub-embed>'
    )


def _named(item: Item) -> str:
    label = _(KINDS[ContentKind(item["kind"].lower())].label)
    return f"{label}: {item['title']}"
