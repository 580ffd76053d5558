"""Reports as tables and as data, for spreadsheets and programs."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from shared.contracts.licence import TERMS
from shared.contracts.remake import LICENCE

_FORMULA = ("=", "+", "-", "@")
"""A spreadsheet takes a cell for a formula that begins like this (OWASP, CSV injection)."""

_HEAD = ("gemeldet_am", "geklappt", "ort", "beispiel")
_TAIL = ("bemerkung", "lizenz")
_YES_NO = {True: "ja", False: "nein"}

Column = tuple[str, str, str]
"""A field by name, label and unit: a form that has changed may have used a name twice."""


def to_csv(form: Sequence[dict[str, Any]], reports: Sequence[dict[str, Any]]) -> str:
    """RFC 4180, decimal points, a report a line; the licence stands in each line."""
    columns = _columns(form, reports)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    titles = [f"{label} [{unit}]" if unit else label for _, label, unit in columns]
    writer.writerow([_safe(title) for title in (*_HEAD, *titles, *_TAIL)])
    writer.writerows(_row(columns, report) for report in reports)
    return out.getvalue()


def _columns(form: Sequence[dict[str, Any]], reports: Sequence[dict[str, Any]]) -> list[Column]:
    """The form's fields, then those that it had once."""
    answered = (answer for report in reports for answer in report["answers"])
    return list(dict.fromkeys(_column(each) for each in (*form, *answered)))


def _column(field: dict[str, Any]) -> Column:
    return field["name"], field["label"], field["unit"]


def _row(columns: Sequence[Column], report: dict[str, Any]) -> list[str]:
    answers = {_column(answer): _cell(answer) for answer in report["answers"]}
    place = report["place"]["title"] if report["place"] else ""
    return [
        report["submittedAt"][:10],
        _YES_NO[report["worked"]],
        _safe(place),
        _YES_NO[report["example"]],
        *(answers.get(column, "") for column in columns),
        _safe(report["note"]),
        TERMS[LICENCE].url,
    ]


def _cell(answer: dict[str, Any]) -> str:
    if answer["number"] is not None:
        return f"{answer['number']:.15g}"
    return _YES_NO[answer["yes"]] if answer["yes"] is not None else _safe(answer["text"])


def _safe(text: str) -> str:
    """No spreadsheet takes it for a formula, also one that splits at semicolons and lines."""
    line = " / ".join(text.replace("\t", " ").splitlines()).replace(";", ",").strip()
    return f"'{line}" if line.startswith(_FORMULA) else line


def to_data(
    item: dict[str, Any], reports: Sequence[dict[str, Any]], *, complete: bool
) -> dict[str, Any]:
    """The same for programs; `complete` is false where there are more than are told."""
    return {
        "item": {"title": item["title"], "url": item["canonicalUrl"]},
        "licence": {"code": LICENCE.value, "url": TERMS[LICENCE].url},
        "complete": complete,
        "fields": [
            {name: field[name] for name in ("name", "label", "type", "unit")}
            for field in item.get("resultForm", ())
        ],
        "results": [_result(report) for report in reports],
    }


def _result(report: dict[str, Any]) -> dict[str, Any]:
    return {
        "date": report["submittedAt"][:10],
        "worked": report["worked"],
        "place": report["place"]["slug"] if report["place"] else None,
        "example": report["example"],
        "note": report["note"],
        "answers": [
            {
                "name": each["name"],
                "label": each["label"],
                "unit": each["unit"],
                "value": _value(each),
            }
            for each in report["answers"]
        ],
    }


def _value(answer: dict[str, Any]) -> float | bool | str:
    if answer["number"] is not None:
        return float(answer["number"])
    return answer["yes"] if answer["yes"] is not None else str(answer["text"])
