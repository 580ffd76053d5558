"""What the head of a page says, read as a crawler reads it."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self


@dataclass
class Head:
    """Meta entries by name or property, links by relation, and the nodes of the JSON-LD."""

    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    nodes: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, page: str) -> Self:
        head = cls()
        _Reader(head).feed(page)
        return head

    def node(self, sort: str) -> dict[str, Any]:
        """The only node of the type."""
        (found,) = (node for node in self.nodes if sort in _types(node))
        return found

    def alternates(self) -> dict[str, str]:
        """Addresses by language."""
        return {
            link["hreflang"]: link["href"]
            for link in self.links.get("alternate", ())
            if "hreflang" in link
        }


def _types(node: dict[str, Any]) -> list[str]:
    sort = node["@type"]
    return sort if isinstance(sort, list) else [sort]


class _Reader(HTMLParser):
    def __init__(self, head: Head) -> None:
        super().__init__()
        self._head = head
        self._data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "meta" and (name := said.get("name") or said.get("property")):
            self._head.meta[name] = said["content"]
        if tag == "link":
            self._head.links.setdefault(said["rel"], []).append(said)
        self._data = tag == "script" and said.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._data:
            self._head.nodes += json.loads(data)["@graph"]
            self._data = False
