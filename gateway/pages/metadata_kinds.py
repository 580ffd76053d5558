"""What is special to each kind of content, in the words of schema.org."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from gateway.interface import _
from gateway.pages.metadata import Item, shared_image

Node = dict[str, Any]


def said(node: Node) -> Node:
    """Without what is empty."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def ages(audience: Item) -> str:
    """`8-14`, `10-`; empty for all ages."""
    if audience["ageTo"] is not None:
        return f"{audience['ageFrom']}-{audience['ageTo']}"
    return f"{audience['ageFrom']}-" if audience["ageFrom"] else ""


def _experiment(item: Item, url: str) -> Node:
    return {
        "@type": ["LearningResource", "HowTo"], "learningResourceType": _("Experiment"),
        "abstract": item["question"], **_doing(item, url),
    }  # fmt: skip


def _guide(item: Item, url: str) -> Node:
    return {
        "@type": ["HowTo", "LearningResource"], "learningResourceType": _("Anleitung"),
        "abstract": item["goal"], **_doing(item, url),
    }  # fmt: skip


def _doing(item: Item, url: str) -> Node:
    cost = sum(material["costEuro"] or 0 for material in item["materials"])
    minutes = item["durationMinutes"]
    return {
        "totalTime": f"PT{minutes}M" if minutes else "",
        "supply": [_named("HowToSupply", each["item"]) for each in item["materials"]],
        "tool": [_named("HowToTool", each["name"]) for each in item["tools"]],
        "estimatedCost": _euro(cost) if cost else None,
        "step": [_step(n, step, item, url) for n, step in enumerate(item["steps"], start=1)],
    }


def _step(number: int, step: Item, item: Item, url: str) -> Node:
    image = step["image"]
    return said({
        "@type": "HowToStep", "position": number, "name": step["title"],
        "text": str(Markup(step["textHtml"]).striptags()),  # noqa: S704 - sanitised before
        "url": f"{item['canonicalUrl']}#schritt-{number}",
        "image": url + image["url"] if image else "",
    })  # fmt: skip


def _video(item: Item, url: str) -> Node:
    playback = item.get("playback")
    if not playback:
        return {"@type": "LearningResource", "learningResourceType": "Video"}
    files = playback["downloads"]
    return {
        "@type": "VideoObject", "thumbnailUrl": url + shared_image(item)["url"],
        "uploadDate": item["publishedAt"], "duration": _seconds(item["durationSeconds"]),
        "contentUrl": url + files[0]["url"] if files else "",
        "encodingFormat": files[0]["mimeType"] if files else "",
        "width": _pixels(playback["width"]), "height": _pixels(playback["height"]),
        "hasPart": _clips(item), "accessibilityFeature": _features(item),
    }  # fmt: skip


DESCRIPTIONS: dict[str, Callable[[Item, str], Node]] = {
    "EXPERIMENT": _experiment,
    "GUIDE": _guide,
    "VIDEO": _video,
}
"""By the kind's name in GraphQL; each takes the item and the hub's address."""


def _named(sort: str, name: str) -> Node:
    return {"@type": sort, "name": name}


def _euro(amount: float) -> Node:
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": f"{amount:.2f}"}


def _pixels(size: int | None) -> Node | None:
    """With the unit's code in UN/CEFACT's recommendation 20."""
    return {"@type": "QuantitativeValue", "value": size, "unitCode": "E37"} if size else None


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
