"""Where, whom to ask and when, in the words of schema.org."""

from gateway.pages.metadata import Item
from gateway.pages.metadata_kinds import Node, said
from gateway.pages.on_site import upcoming


def on_site(item: Item, publisher: Node) -> Node:
    """What an item has to do with places, people and dates; its publisher is whom to ask."""
    places = [place(each) for each in item["places"]]
    contacts = [_contact(each) for each in item["contacts"]]
    return {
        "contentLocation": places,
        "publisher": said({**publisher, "contactPoint": contacts}),
        "subjectOf": [_event(each, item, places, publisher) for each in upcoming(item["dates"])],
    }


def place(given: Item) -> Node:
    latitude, longitude = given["latitude"], given["longitude"]
    there = latitude is not None and longitude is not None
    return said({
        "@type": "Place", "name": given["name"], "address": given["address"], "url": given["url"],
        "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
        if there else None,
    })  # fmt: skip


def _contact(given: Item) -> Node:
    name = ", ".join(filter(None, (given["name"], given["organisation"])))
    return said({
        "@type": "ContactPoint", "name": name, "email": given["email"],
        "telephone": given["phone"], "url": given["url"],
    })  # fmt: skip


def _event(date: Item, item: Item, places: list[Node], publisher: Node) -> Node:
    """At the place of the item that the appointment names, else at one of that name."""
    name = date["place"]
    known = next((each for each in places if each["name"] == name), None)
    elsewhere: Node = {"@type": "Place", "name": name}
    return said({
        "@type": "Event", "name": date["title"], "startDate": date["startsAt"],
        "endDate": date["endsAt"], "url": date["url"] or item["canonicalUrl"],
        "location": (known or elsewhere) if name else (places or None),
        "organizer": publisher,
    })  # fmt: skip
