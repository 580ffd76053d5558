"""The newest items as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from gateway.feeds.channel import Channel
from gateway.graphql.ids import global_id
from gateway.links import page_path
from gateway.pages.metadata import xml_text
from gateway.pages.wording import language_tag
from shared.contracts.city import City
from shared.contracts.content import Content
from shared.contracts.licence import TERMS

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
register_namespace("", _ATOM)


def atom(
    channel: Channel, items: Sequence[Content], city: City, public_url: str, address: str
) -> bytes:
    """The feed as XML; `address` is its own path."""
    feed = Element(f"{{{_ATOM}}}feed", {_LANG: "de"})
    _text(feed, "id", public_url + address)
    _text(feed, "title", channel.title)
    if channel.summary:
        _text(feed, "subtitle", channel.summary)
    changed = max((item.modified_at for item in items), default=datetime(2020, 1, 1, tzinfo=UTC))
    _text(feed, "updated", changed.isoformat())
    _link(feed, "self", public_url + address, MEDIA_TYPE)
    _link(feed, "alternate", public_url + channel.path, "text/html")
    _text(SubElement(feed, f"{{{_ATOM}}}author"), "name", city.publisher)
    for item in items:
        _entry(feed, item, city, public_url)
    return bytes(tostring(feed, encoding="utf-8", xml_declaration=True))


def _entry(feed: Element, item: Content, city: City, public_url: str) -> None:
    entry = SubElement(feed, f"{{{_ATOM}}}entry", {_LANG: language_tag(item.language)})
    terms = TERMS[item.licence]
    _text(entry, "id", f"{public_url}/#{global_id(item)}")
    _text(entry, "title", item.title)
    _text(entry, "summary", item.summary or item.title)
    _text(entry, "updated", item.modified_at.isoformat())
    if item.published_at:
        _text(entry, "published", item.published_at.isoformat())
    _link(entry, "alternate", public_url + page_path(item), "text/html")
    _link(entry, "license", terms.url, "text/html")
    _text(entry, "rights", f"{item.publisher}, {terms.name}")
    for author in item.authors:
        _text(SubElement(entry, f"{{{_ATOM}}}author"), "name", author.name)
    titles = {topic.slug: topic.title for topic in city.fields}
    for slug in item.fields:
        attributes = {"term": slug, "label": xml_text(titles.get(slug, slug))}
        SubElement(entry, f"{{{_ATOM}}}category", attributes)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = xml_text(text)


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    attributes = {"rel": relation, "href": address, "type": media_type}
    SubElement(parent, f"{{{_ATOM}}}link", attributes)
