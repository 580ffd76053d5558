"""Reports in English: the form, its faults, the code's page, and what others see of them."""

import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.english import german_in_english, texts
from tests.remake import approved, experiment, maker, submitted

HTML = {"Accept": "text/html"}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}")
FORM = [
    {"name": "mass", "label": "Mass", "type": "NUMBER", "unit": "g", "minimum": 0},
    {"name": "held", "label": "Did it hold?", "type": "YES_NO"},
]


@pytest.fixture(scope="module")
async def english(editor: Consumer) -> dict[str, Any]:
    title = f"Weighing {uuid4().hex[:6]}"
    return await editor.published(title=title, language="en", question="How much?", resultForm=FORM)


@pytest.fixture(scope="module")
async def german(editor: Consumer) -> dict[str, Any]:
    return await experiment(editor)


@pytest.fixture
async def reporter(hub: Hub) -> AsyncIterator[Consumer]:
    async with maker(hub) as consumer:
        yield consumer


async def page_of(reader: Consumer, path: str) -> str:
    answer = await reader.http.get(path, headers=HTML)
    assert answer.status_code == 200
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def answer_of(answer: Any, status: int) -> str:
    assert answer.status_code == status, answer.text
    told: str = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    return told


async def opened(reporter: Consumer, path: str) -> dict[str, str]:
    page = await page_of(reporter, path)
    assert german_in_english(page) == []
    consent = re.search(r'name="consent" value="([^"]+)"', page)
    assert consent
    return {**dict(HIDDEN.findall(page)), "worked": "ja", "consent": consent[1]}


async def test_a_report_is_sent_and_deleted_in_english(
    english: dict[str, Any], reporter: Consumer
) -> None:
    path = f"/en/experimente/{english['slug']}/ergebnis-melden"
    form = await opened(reporter, path) | {"answers.mass": "1,200.5", "answers.held": "ja"}
    thanks = answer_of(await reporter.http.post(path, data=form, headers=HTML), 201)
    assert german_in_english(thanks) == []
    code = CODE.search(thanks)
    assert code
    assert german_in_english(await page_of(reporter, "/en/rueckmeldung")) == []
    shown = await reporter.http.post("/en/rueckmeldung", data={"code": code[0]}, headers=HTML)
    assert german_in_english(answer_of(shown, 200)) == []
    assert "Waiting for review" in shown.text
    assert "1,200.5 g" in shown.text
    asked = {"code": code[0], "delete": "ja"}
    for status in (200, 422):
        gone = await reporter.http.post("/en/rueckmeldung", data=asked, headers=HTML)
        assert german_in_english(answer_of(gone, status)) == []


async def test_what_is_wrong_with_a_report_is_told_in_english(
    german: dict[str, Any], reporter: Consumer
) -> None:
    path = f"/en/experimente/{german['slug']}/ergebnis-melden"
    form = await opened(reporter, path)
    told = {
        "1,200": "Please write 1200 or 1.200",
        "1000.5": "Please enter a value from 0 to 999 µg/m³.",
        "many": "Please enter a number, for example 12.5.",
    }
    for typed, words in told.items():
        sent = form | {"answers.wert": typed, "worked": "", "note": "x" * 1001, "place": "nowhere"}
        page = answer_of(await reporter.http.post(path, data=sent, headers=HTML), 422)
        assert german_in_english(page) == []
        said = texts(page, "en")
        assert any(words in text for text in said), words
        assert "That is 1001 characters. Please write no more than 1000." in said
        assert "Please say whether it worked." in said
        assert "Please choose a place from the list." in said


async def test_what_was_reported_is_shown_in_english(
    editor: Consumer, german: dict[str, Any], reporter: Consumer, stranger: Consumer
) -> None:
    sent = [await submitted(reporter, german, note="Hat für uns geklappt.") for _ in range(3)]
    for each in sent:
        await approved(editor, each.id)
    page = await page_of(stranger, f"/en/experimente/{german['slug']}")
    assert german_in_english(page) == []
    assert "Hat für uns geklappt." in texts(page, "de")
    said = texts(page, "en")
    assert "Tried 3 times," in said
    assert "Median 12.5" in said
    assert ">3 values from 12.5 to 12.5 µg/m³." in page
