"""What stands on the sheet, in its order: the item's data with German words, ready to be set."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gateway.pages import german, wording
from gateway.pages.amounts import Amount
from gateway.pages.printing.needs import needs
from gateway.pages.printing.rich_text import Node, rich_text
from shared.contracts.city import City

Data = dict[str, Any]


def sheet(item: Data, city: City, public_url: str, amount: Amount) -> Data:
    """The data of `sheet.typ` for an item as the page's query gives it."""
    return {
        "title": item["title"],
        "statement": item.get("question") or item.get("goal") or "",
        "summary": item["summary"],
        "kind": wording.KIND_LABEL[item["kind"]],
        "language": wording.language_tag(item["language"]),
        "hub": city.hub_name,
        "url": item["canonicalUrl"],
        "cover": _picture(item["cover"]),
        "facts": list(_facts(item)),
        "supervision": wording.SUPERVISION.get(item.get("supervision", ""), ""),
        "safety": _safety(item["safety"]),
        **needs(item, amount),
        "steps": [_step(step, public_url) for step in item["steps"]],
        **_texts(item),
        "form": [_field(field) for field in item.get("resultForm", ())],
        "origin": list(_origin(item)),
        "attribution": item["attribution"]["text"],
        "modified": int(datetime.fromisoformat(item["modifiedAt"]).timestamp()),
    }


def _texts(item: Data) -> Data:
    """The prose before and after the steps, each with its heading."""
    before = ("introductionHtml", "Worum es geht"), ("hypothesisHtml", "Was vermuten Sie?")
    after = ("observeHtml", "Darauf achten Sie"), ("evaluationHtml", "So werten Sie aus")

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
        yield "Dauer", german.duration(item["durationMinutes"])
    yield "Schwierigkeit", wording.DIFFICULTY[item["difficulty"]]
    audience = item["audience"]
    age_from = item.get("minimumAge") or audience["ageFrom"]
    yield "Alter", german.age_range(age_from, None if item.get("minimumAge") else audience["ageTo"])
    if group := item.get("groupSize"):
        yield "Gruppe", german.group_size(group["minimum"], group["maximum"])
    if cost := sum(material["costEuro"] for material in item["materials"]):
        yield "Material", f"etwa {german.euro(cost)}"


def _safety(notes: Iterable[Data]) -> list[Data]:
    return [
        {
            "sign": f"hazard-{note['hazard']}",
            "name": wording.HAZARD[note["hazard"]],
            "text": rich_text(note["textHtml"]),
            "protection": [
                {"sign": f"protection-{worn}", "name": wording.PROTECTION[worn]}
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
            {"kind": line["kind"], "name": wording.LINE[line["kind"]], "text": _told(line)}
            for line in step["lines"]
        ],
        "checklist": step["checklist"],
        "wait": german.duration(step["waitMinutes"]),
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
        "start": german.clock(start),
        "url": f"{public_url}{clip['video']['path']}#t={start:.1f}",
    }


def _field(field: Data) -> Data:
    low, high = field["minimum"], field["maximum"]
    unit = f" in {field['unit']}" if field["unit"] else ""
    if field["choices"]:
        span = ", ".join(field["choices"])
    elif low is not None and high is not None:
        span = f"{german.number(low)} bis {german.number(high)}"
    elif low is not None:
        span = f"mindestens {german.number(low)}"
    else:
        span = f"höchstens {german.number(high)}" if high is not None else "–"
    return {
        "label": field["label"],
        "type": wording.RESULT_TYPE[field["type"]] + unit,
        "span": span,
    }


def _origin(item: Data) -> Iterable[tuple[str, str]]:
    if item["authors"]:
        yield "Von", ", ".join(author["name"] for author in item["authors"])
    yield "Herausgegeben von", item["publisher"]
    yield "Zuletzt geändert", german.date(item["modifiedAt"])
    if item["lastTested"]:
        yield "Zuletzt ausprobiert", german.date(item["lastTested"])
    yield "Lizenz", item["licence"]["name"]
