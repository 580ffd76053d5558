"""What a page holds, in the words of schema.org (JSON-LD), for search engines."""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from gateway.pages.metadata import Item, shared_image
from gateway.pages.wording import language_tag
from shared.contracts.city import City
from shared.contracts.kinds import KINDS

Node = dict[str, Any]
SEARCH = "/suche?q={search_term_string}"
KINDS_BY_NAME = {kind.kind.name: kind for kind in KINDS.values()}


def script(nodes: Iterable[Node]) -> Markup:
    """A data block for the head. No text in it can end it: `<`, `>` and `&` are escaped."""
    graph = {"@context": "https://schema.org", "@graph": [*nodes]}
    text = htmlsafe_json_dumps(graph, dumps=json.dumps, ensure_ascii=False)
    return Markup('<script type="application/ld+json">{}</script>').format(text)


class StructuredData:
    """Describes the hub and its items by their full addresses."""

    def __init__(self, city: City, public_url: str) -> None:
        self._city = city
        self._url = public_url.rstrip("/")
        self._publisher = {"@id": f"{self._url}/#organisation"}

    def hub(self) -> list[Node]:
        """The organisation, and the site with its search."""
        city = self._city
        organisation = {
            "@type": "GovernmentOrganization", "name": city.publisher, "url": city.website,
            "email": city.contact_email, **self._publisher,
        }  # fmt: skip
        search = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": self._url + SEARCH},
            "query-input": "required name=search_term_string",
        }
        site = {
            "@type": "WebSite", "@id": f"{self._url}/#website", "name": city.hub_name,
            "url": f"{self._url}/", "inLanguage": "de", "publisher": self._publisher,
            "potentialAction": search,
        }  # fmt: skip
        return [organisation, site]

    def breadcrumbs(self, *steps: tuple[str, str]) -> Node:
        """The way to a page from the start: names and paths."""
        way = (("Start", "/"), *steps)
        entries = [
            {"@type": "ListItem", "position": place, "name": name, "item": self._url + path}
            for place, (name, path) in enumerate(way, start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": entries}

    def item(self, item: Item) -> list[Node]:
        """An item of any kind, with the way to it."""
        kind = KINDS_BY_NAME[item["kind"]]
        way = self.breadcrumbs((kind.labels, f"/{kind.path}"), (item["title"], item["path"]))
        describe = {"EXPERIMENT": self._experiment, "GUIDE": self._guide, "VIDEO": self._video}
        special = describe[item["kind"]](item) if item["kind"] in describe else {}
        return [_said({**self._work(item), **special}), way]

    def _work(self, item: Item) -> Node:
        """What all kinds have in common."""
        return {
            "@type": "CreativeWork",
            "@id": f"{item['canonicalUrl']}#inhalt",
            "name": item["title"], "description": item["summary"] or item["title"],
            "url": item["canonicalUrl"], "inLanguage": language_tag(item["language"]),
            "image": self._url + shared_image(item)["url"], "keywords": item["tags"],
            "license": item["licence"]["url"], "creditText": item["attribution"]["text"],
            "datePublished": item["publishedAt"], "dateModified": item["modifiedAt"],
            "author": [self._author(author) for author in item["authors"]],
            "publisher": {"@type": "GovernmentOrganization", "name": item["publisher"]},
            "isAccessibleForFree": True, "typicalAgeRange": _ages(item["audience"]),
            "about": [topic["title"] for topic in item["fields"]],
        }  # fmt: skip

    def _author(self, author: Item) -> Node:
        """A person, unless the name is the city's or the hub's, or stands alone."""
        ours = author["name"] in (self._city.publisher, self._city.hub_name)
        sort = "Organization" if ours or not author["organisation"] else "Person"
        return _said({"@type": sort, "name": author["name"], "url": author["url"]})

    def _experiment(self, item: Item) -> Node:
        return {
            "@type": ["LearningResource", "HowTo"], "learningResourceType": "Experiment",
            "abstract": item["question"], **self._doing(item),
        }  # fmt: skip

    def _guide(self, item: Item) -> Node:
        return {
            "@type": ["HowTo", "LearningResource"], "learningResourceType": "Anleitung",
            "abstract": item["goal"], **self._doing(item),
        }  # fmt: skip

    def _doing(self, item: Item) -> Node:
        cost = sum(material["costEuro"] or 0 for material in item["materials"])
        minutes = item["durationMinutes"]
        return {
            "totalTime": f"PT{minutes}M" if minutes else "",
            "supply": [_named("HowToSupply", each["item"]) for each in item["materials"]],
            "tool": [_named("HowToTool", each["name"]) for each in item["tools"]],
            "estimatedCost": _euro(cost) if cost else None,
            "step": [self._step(n, step, item) for n, step in enumerate(item["steps"], start=1)],
        }

    def _step(self, number: int, step: Item, item: Item) -> Node:
        image = step["image"]
        return _said({
            "@type": "HowToStep", "position": number, "name": step["title"],
            "text": str(Markup(step["textHtml"]).striptags()),  # noqa: S704 - sanitised before
            "url": f"{item['canonicalUrl']}#schritt-{number}",
            "image": self._url + image["url"] if image else "",
        })  # fmt: skip

    def _video(self, item: Item) -> Node:
        playback = item.get("playback")
        if not playback:
            return {"@type": "LearningResource", "learningResourceType": "Video"}
        files = playback["downloads"]
        return {
            "@type": "VideoObject", "thumbnailUrl": self._url + shared_image(item)["url"],
            "uploadDate": item["publishedAt"], "duration": _seconds(item["durationSeconds"]),
            "contentUrl": self._url + files[0]["url"] if files else "",
            "encodingFormat": files[0]["mimeType"] if files else "",
            "width": playback["width"], "height": playback["height"],
            "hasPart": _clips(item), "accessibilityFeature": _features(item),
        }  # fmt: skip


def _said(node: Node) -> Node:
    """Without what is empty."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def _named(sort: str, name: str) -> Node:
    return {"@type": sort, "name": name}


def _euro(amount: float) -> Node:
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": f"{amount:.2f}"}


def _ages(audience: Item) -> str:
    if audience["ageTo"] is not None:
        return f"{audience['ageFrom']}-{audience['ageTo']}"
    return f"{audience['ageFrom']}-" if audience["ageFrom"] else ""


def _seconds(seconds: float | None) -> str:
    return f"PT{max(1, round(seconds))}S" if seconds else ""


def _clips(item: Item) -> list[Node]:
    """The chapters, each until the next one begins; the last until the end."""
    chapters: Sequence[Item] = item["chapters"]
    begins = [chapter["startSeconds"] for chapter in chapters]
    ends = pairwise([*begins, item["durationSeconds"] or (begins or [0])[-1] + 1])
    return [
        {
            "@type": "Clip", "name": chapter["title"], "startOffset": round(start),
            "endOffset": round(end), "url": f"{item['canonicalUrl']}#t={start:g}",
        }
        for chapter, (start, end) in zip(chapters, ends, strict=True)
    ]  # fmt: skip


def _features(item: Item) -> list[str]:
    there = {
        "captions": item["captions"], "transcript": item["transcriptHtml"] or item["captions"],
        "audioDescription": item.get("audioDescription"), "signLanguage": item.get("signLanguage"),
    }  # fmt: skip
    return [name for name, value in there.items() if value]
