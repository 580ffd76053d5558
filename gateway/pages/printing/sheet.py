"""What stands on the sheet, in its order: the item's data with words around it, ready to be set."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gateway.interface import _, speaks
from gateway.pages import formats, wording
from gateway.pages.amounts import Amount
from gateway.pages.printing.needs import needs
from gateway.pages.printing.on_site import on_site
from gateway.pages.printing.rich_text import Node, rich_text
from gateway.pages.printing.words import words
from shared.contracts.city import City

Data = dict[str, Any]


def sheet(item: Data, city: City, public_url: str, amount: Amount) -> Data:
    """The data of `sheet.typ` for an item as the page's query gives it."""
    return {
        "title": item["title"],
        "statement": item.get("question") or item.get("goal") or "",
        "summary": item["summary"],
        "words": words(item["canonicalUrl"]),
        "interface": speaks(),
        "kind": _(wording.KIND_LABEL[item["kind"]]),
        "language": wording.language_tag(item["language"]),
        "hub": city.hub_name,
        "url": item["canonicalUrl"],
        "cover": _picture(item["cover"]),
        "facts": list(_facts(item)),
        "supervision": _supervision(item.get("supervision", "NONE")),
        "safety": _safety(item["safety"]),
        **needs(item, amount),
        "steps": [_step(step, public_url) for step in item["steps"]],
        **_texts(item),
        "form": [_field(field) for field in item.get("resultForm", ())],
        "on_site": list(on_site(item)),
        "origin": list(_origin(item)),
        "attribution": item["attribution"]["text"],
        "modified": int(datetime.fromisoformat(item["modifiedAt"]).timestamp()),
    }


def _supervision(needed: str) -> str:
    text = wording.SUPERVISION[needed]
    return _(text) if text else ""


def _texts(item: Data) -> Data:
    """The prose before and after the steps, each with its heading."""
    before = ("introductionHtml", _("Worum es geht")), ("hypothesisHtml", _("Was vermuten Sie?"))
    after = ("observeHtml", _("Darauf achten Sie")), ("evaluationHtml", _("So werten Sie aus"))

    def told(parts: Iterable[tuple[str, str]]) -> list[Data]:
        return [
            {"heading": heading, "text": rich_text(item[name])}
            for name, heading in parts
            if item.get(name)
        ]

    return {"before": told(before), "after": told(after)}


def _picture(image: Data | None) -> Data | None:
    return image and {"url": image["url"], "alt": image["alt"], "credit": image["credit"]}


def _facts(item: Data) -> Iterable[tuple[str, str]]:
    if item["durationMinutes"]:
        yield _("Dauer"), formats.duration(item["durationMinutes"])
    yield _("Schwierigkeit"), _(wording.DIFFICULTY[item["difficulty"]])
    audience = item["audience"]
    age_from = item.get("minimumAge") or audience["ageFrom"]
    age_to = None if item.get("minimumAge") else audience["ageTo"]
    yield _("Alter"), formats.age_range(age_from, age_to)
    if group := item.get("groupSize"):
        yield _("Gruppe").capitalize(), formats.group_size(group["minimum"], group["maximum"])
    if cost := sum(material["costEuro"] for material in item["materials"]):
        yield _("Material"), formats.about(cost)


def _safety(notes: Iterable[Data]) -> list[Data]:
    return [
        {
            "sign": f"hazard-{note['hazard']}",
            "name": _(wording.HAZARD[note["hazard"]]),
            "text": rich_text(note["textHtml"]),
            "protection": [
                {"sign": f"protection-{worn}", "name": _(wording.PROTECTION[worn])}
                for worn in note["protection"]
            ],
        }
        for note in notes
    ]


def _step(step: Data, public_url: str) -> Data:
    return {
        "title": step["title"],
        "text": rich_text(step["textHtml"]),
        "safety": _safety(step["safety"]),
        "lines": [
            {"kind": line["kind"], "name": _(wording.LINE[line["kind"]]), "text": _told(line)}
            for line in step["lines"]
        ],
        "checklist": step["checklist"],
        "wait": formats.duration(step["waitMinutes"]),
        "picture": _picture(step["image"]),
        "clip": _clip(step["clip"], public_url),
    }


def _told(line: Data) -> list[Node]:
    return rich_text(line["textHtml"])


def _clip(clip: Data | None, public_url: str) -> Data | None:
    if not clip or not clip["video"]:
        return None
    start = clip["startSeconds"]
    return {
        "title": clip["video"]["title"],
        "start": formats.clock(start),
        "url": f"{public_url}{clip['video']['path']}#t={start:.1f}",
    }


def _field(field: Data) -> Data:
    what, unit = _(wording.RESULT_TYPE[field["type"]]), field["unit"]
    span = ", ".join(field["choices"]) or formats.span(field["minimum"], field["maximum"])
    return {
        "label": field["label"],
        "type": _("%(what)s in %(unit)s") % {"what": what, "unit": unit} if unit else what,
        "span": span or "–",
    }


def _origin(item: Data) -> Iterable[tuple[str, str]]:
    if item["authors"]:
        yield _("Von"), ", ".join(author["name"] for author in item["authors"])
    yield _("Herausgegeben von"), item["publisher"]
    yield _("Zuletzt geändert"), formats.date(item["modifiedAt"])
    if item["lastTested"]:
        yield _("Zuletzt ausprobiert"), formats.date(item["lastTested"])
    yield _("Lizenz"), item["licence"]["name"]
