"""The pages of one item in English: its own language, and the interface's around German content."""

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.consumer import Consumer
from tests.english import german_in_english, texts
from tests.remake import experiment
from tests.sheet import Sheet

HTML = {"Accept": "text/html"}
GUIDE = """mutation ($title: String!) { createGuide(input: {title: $title, goal: "Done",
  language: "en", introduction: "Read this.", durationMinutes: 45,
  groupSize: {minimum: 1, maximum: 2},
  steps: [{title: "Begin", lines: [{kind: CAUTION, text: "Slowly."}]}]}) {
  guide { id slug } userErrors { field code } } }"""
ENGLISH: dict[str, Any] = {
    "language": "en",
    "question": "Does the joint hold?",
    "hypothesis": "It will.",
    "observe": "The colour.",
    "evaluation": "Compare.",
    "durationMinutes": 90,
    "minimumAge": 10,
    "groupSize": {"minimum": 1, "maximum": 4},
    "supervision": "ADULT_PRESENT",
    "safety": [{"hazard": "HEAT", "text": "Hold the handle.", "protection": ["GLOVES"]}],
    "materials": [
        {"item": "Solder", "quantity": 0.5, "unit": "m", "costEuro": 1.25, "borrowAt": "Library"},
        {"item": "Board", "quantity": 1200, "alternatives": "cardboard"},
    ],
    "tools": [{"name": "Iron", "borrowAt": "Library"}],
    "steps": [
        {"title": "Heat", "text": "Wait.", "waitMinutes": 5, "checklist": ["Stand ready"]},
        {"title": "Solder", "lines": [{"kind": "REMINDER", "text": "Switch off."}]},
    ],
    "resultForm": [
        {"name": "mass", "label": "Mass", "type": "NUMBER", "unit": "g", "minimum": 0,
         "maximum": 1500.5},
        {"name": "held", "label": "Did it hold?", "type": "YES_NO"},
        {"name": "side", "label": "Which side?", "type": "CHOICE", "choices": ["left", "right"]},
    ],
}  # fmt: skip
GERMAN = {
    "hypothesis": "Über Nacht wird es kälter.",
    "steps": [
        {"title": "Größe ablesen", "text": "Und aufschreiben.", "checklist": ["Für alle da"]}
    ],
    "materials": [{"item": "Gläser", "quantity": 2, "unit": "Stück", "alternatives": "Töpfe"}],
    "tools": [{"name": "Messgerät", "borrowAt": "Bücherei"}],
    "safety": [{"hazard": "WATER", "text": "Nicht für Kinder.", "protection": ["GOGGLES"]}],
}


@pytest.fixture(scope="module")
async def english(editor: Consumer) -> dict[str, Any]:
    return await editor.published(title=f"Soldering {uuid4().hex[:6]}", **ENGLISH)


@pytest.fixture(scope="module")
async def german(editor: Consumer) -> dict[str, Any]:
    return await experiment(editor, summary="Wie geht das?", **GERMAN)


async def page_of(reader: Consumer, path: str) -> str:
    answer = await reader.http.get(path, headers=HTML)
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


async def test_an_english_item_speaks_english_throughout(
    english: dict[str, Any], stranger: Consumer
) -> None:
    page = await page_of(stranger, f"/experimente/{english['slug']}")
    assert '<html lang="en"' in page
    assert german_in_english(page) == []
    said = " ".join(texts(page, "en"))
    for words in (
        *("Safety first", "Gloves", "What you need", "2 steps", "Now wait: 5 minutes"),
        *("1 hour 30 minutes", "10 and over", "1 to 4 people", "about €1.25", "1,200 pcs"),
        *("0.5 m", "Heat", "An adult must be present", "Remember", "0 to 1,500.5", "or: cardboard"),
    ):
        assert words in re.sub(r" (?=[,.:])", "", said), words
    assert re.search(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d\b", said)
    assert f'href="/en/experimente/{english["slug"]}/druck.pdf"' in page


async def test_german_content_keeps_its_language_in_an_english_page(
    german: dict[str, Any], stranger: Consumer
) -> None:
    page = await page_of(stranger, f"/en/experimente/{german['slug']}")
    assert '<html lang="de"' in page
    assert german_in_english(page) == []
    told = texts(page, "de")
    for words in (
        "Größe ablesen",
        "Gläser",
        "Töpfe",
        "Bücherei",
        "Für alle da",
        "Gemessener Wert",
        "2 Stück",
    ):
        assert words in told, words
    assert "Safety first" in texts(page, "en")


async def test_a_guide_and_odd_amounts_are_told_in_english(
    editor: Consumer, stranger: Consumer, english: dict[str, Any]
) -> None:
    made = await editor.mutate(GUIDE, title=f"Gluing {uuid4().hex[:6]}")
    assert made["userErrors"] == []
    await editor.move("publish", made["guide"]["id"])
    page = await page_of(stranger, f"/anleitungen/{made['guide']['slug']}")
    assert german_in_english(page) == []
    assert "Caution" in texts(page, "en")
    assert "1 to 2 people" in texts(page, "en")
    page = await page_of(stranger, f"/experimente/{english['slug']}?gruppen=0")
    assert "Groups: please enter a whole number from 1 to 100." in texts(page, "en")


async def test_sheets_are_printed_in_english(
    english: dict[str, Any], german: dict[str, Any], stranger: Consumer
) -> None:
    own = await stranger.http.get(f"/experimente/{english['slug']}/druck.pdf?gruppen=3")
    sheet = Sheet(own.content)
    assert sheet.claims_accessibility
    for words in (
        *("Safety first", "What you need for 3 groups", "Page 1 of", "Protective equipment"),
        *("€3.75", "1.5 m", "Step 1:", "Now wait:", "What to write down", "Source and licence"),
    ):
        assert words in sheet.text, words
    assert any(text.startswith("QR code: it leads") for text in sheet.figures())
    around = await stranger.http.get(f"/en/experimente/{german['slug']}/druck.pdf")
    assert "Safety first" in Sheet(around.content).text
    plain = await stranger.http.get(f"/experimente/{german['slug']}/druck.pdf")
    assert "Sicherheit zuerst" in Sheet(plain.content).text
