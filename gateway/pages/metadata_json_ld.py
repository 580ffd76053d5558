"""What a page holds, in the words of schema.org (JSON-LD), for search engines."""

import json
from collections.abc import Iterable

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from gateway.interface import _, speaks
from gateway.interface.prefix import to
from gateway.pages.metadata import Item, shared_image
from gateway.pages.metadata_kinds import DESCRIPTIONS, Node, ages, said
from gateway.pages.metadata_on_site import on_site
from gateway.pages.wording import language_tag
from shared.contracts.city import City
from shared.contracts.kinds import KINDS

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
        city = self._city.in_language(speaks())
        home = self._url + to("/", speaks())
        organisation = {
            "@type": "GovernmentOrganization", "name": city.publisher, "url": city.website,
            "email": city.contact_email, **self._publisher,
        }  # fmt: skip
        search = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": self._url + to(SEARCH, speaks())},
            "query-input": "required name=search_term_string",
        }
        site = {
            "@type": "WebSite", "@id": f"{home}#website", "name": city.hub_name,
            "url": home, "inLanguage": speaks(), "publisher": self._publisher,
            "potentialAction": search,
        }  # fmt: skip
        return [organisation, site]

    def breadcrumbs(self, *steps: tuple[str, str]) -> Node:
        """The way to a page from the start: names and paths, both in the interface's language."""
        way = ((_("Start"), to("/", speaks())), *steps)
        entries = [
            {"@type": "ListItem", "position": place, "name": name, "item": self._url + path}
            for place, (name, path) in enumerate(way, start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": entries}

    def item(self, item: Item) -> list[Node]:
        """An item of any kind, with the way to it."""
        kind = KINDS_BY_NAME[item["kind"]]
        among = (_(kind.labels), to(f"/{kind.path}", speaks()))
        way = self.breadcrumbs(among, (item["title"], item["path"]))
        describe = DESCRIPTIONS.get(item["kind"])
        special = describe(item, self._url) if describe else {}
        return [said({**self._work(item), **special}), way]

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
            "isAccessibleForFree": True, "typicalAgeRange": ages(item["audience"]),
            "about": [topic["title"] for topic in item["fields"]],
            **on_site(item, {"@type": "GovernmentOrganization", "name": item["publisher"]}),
        }  # fmt: skip

    def _author(self, author: Item) -> Node:
        """A person, unless the name is the city's or the hub's, or stands alone."""
        ours = author["name"] in (self._city.publisher, self._city.hub_name)
        sort = "Organization" if ours or not author["organisation"] else "Person"
        return said({"@type": sort, "name": author["name"], "url": author["url"]})
