"""Results as files: safe in a spreadsheet, whole for a program."""

import csv
import io
from typing import Any

import pytest

from gateway.pages.remake_files import to_csv, to_data

FORM = [
    {"name": "wert", "label": "Wert, höchster", "type": "NUMBER", "unit": "°C"},
    {"name": "wort", "label": "Bemerkung", "type": "TEXT", "unit": ""},
]


def answer(name: str, label: str, unit: str = "", **entered: Any) -> dict[str, Any]:
    empty = {"number": None, "yes": None, "text": ""}
    return {"name": name, "label": label, "unit": unit, "type": "TEXT", **empty, **entered}


def report(*answers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    plain = {"worked": True, "place": None, "example": False, "note": ""}
    return {"submittedAt": "2026-11-26T07:00:00+00:00", "answers": list(answers), **plain, **fields}


def table(*reports: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(FORM, reports), newline="")))


def test_a_line_holds_a_report_with_units_and_licence() -> None:
    (line,) = table(
        report(
            answer("wert", "Wert, höchster", "°C", number=-3.5),
            answer("wort", "Bemerkung", text="kalt, windig\nund nass"),
            place={"slug": "letmathe", "title": "Letmathe"},
            note='Sie sagte: "Brr"',
        )
    )
    assert line == {
        "gemeldet_am": "2026-11-26",
        "geklappt": "ja",
        "ort": "Letmathe",
        "beispiel": "nein",
        "Wert, höchster [°C]": "-3.5",
        "Bemerkung": "kalt, windig / und nass",
        "bemerkung": 'Sie sagte: "Brr"',
        "lizenz": "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
    }


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "\t=1", "=cmd|' /C x'!A0"],
)
def test_no_text_becomes_a_formula(typed: str) -> None:
    (line,) = table(report(answer("wort", "Bemerkung", text=typed), note=typed))
    assert line["Bemerkung"] == line["bemerkung"] == f"'{typed.strip()}"


@pytest.mark.parametrize("typed", ["ok;=1+1;x", "ok\n=2+2", "ok\t=3", "ok\r\n@x"])
def test_no_part_of_a_text_becomes_a_cell(typed: str) -> None:
    """Some spreadsheets split at semicolons, tabs and lines, whatever the quotes say."""
    (line,) = table(report(note=typed))
    assert not set(";\t\r\n") & set(line["Bemerkung"])


def test_numbers_stay_numbers() -> None:
    numbers = [-3.5, 0.1, 1e15, 1e-7]
    lines = table(*(report(answer("wert", "Wert, höchster", "°C", number=n)) for n in numbers))
    assert [float(line["Wert, höchster [°C]"]) for line in lines] == numbers


def test_fields_that_the_form_had_once_keep_a_column() -> None:
    (line,) = table(report(answer("wert", "Wert", "K", number=270.0)))
    assert line["Wert [K]"] == "270"
    assert line["Wert, höchster [°C]"] == ""


def test_programs_get_typed_values() -> None:
    item = {"title": "T", "canonicalUrl": "https://hub/x", "resultForm": FORM}
    told = to_data(
        item,
        [report(answer("wert", "Wert", "°C", number=1.0), answer("ja", "Ja?", yes=False))],
        complete=True,
    )
    assert told["licence"]["code"] == "CC0-1.0"
    assert told["fields"][0]["unit"] == "°C"
    values = [each["value"] for each in told["results"][0]["answers"]]
    assert values == [1.0, False]
    assert values[1] is False
