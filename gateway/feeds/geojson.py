"""Places on a map: GeoJSON (RFC 7946), one feature for each place with coordinates."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from gateway.feeds.channel import Channel
from gateway.feeds.on_site import OnSite
from gateway.pages.wording import language_tag
from shared.contracts.licence import TERMS
from shared.contracts.on_site import Place

MEDIA_TYPE = "application/geo+json"
Node = dict[str, Any]


def geojson(channel: Channel, items: Iterable[OnSite], public_url: str) -> str:
    """The collection; its own members say what it is, as RFC 7946 (6.1) allows."""
    collection = {
        "type": "FeatureCollection",
        "title": channel.title,
        "url": public_url + channel.path,
        "features": [feature for item in items for feature in _features(item)],
    }
    return msgspec.json.encode(collection).decode()


def _features(item: OnSite) -> Iterator[Node]:
    for number, place in enumerate(item.places):
        if place.latitude is not None and place.longitude is not None:
            yield {
                "type": "Feature",
                "id": f"{item.id}#{number}",
                "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
                "properties": _properties(item, place),
            }


def _properties(item: OnSite, place: Place) -> Node:
    terms = TERMS[item.licence]
    return {
        "name": place.name,
        "address": place.address,
        "website": place.url,
        "title": item.title,
        "summary": item.summary,
        "url": item.url,
        "kind": item.kind.value,
        "language": language_tag(item.language),
        "fields": list(item.fields),
        "measures": list(item.measures),
        "licence": item.licence.value,
        "licenceUrl": terms.url,
        "attribution": item.attribution,
        "publisher": item.publisher,
        "modified": item.modified_at.isoformat(),
    }
