"""What is wrong with a report, in the words of the form's language."""

from collections.abc import Iterator
from typing import Any

import pytest

from gateway.interface import SOURCE, speak
from gateway.pages.remake_errors import TRAPPED, Error, error_of, in_order
from gateway.pages.remake_form import TypedReport, other_marks
from services.remakes import form
from shared.contracts.experiment import ResultField, ResultType
from shared.contracts.remake_calls import GivenAnswer
from shared.contracts.remake_faults import FAULTS

ITEM: dict[str, Any] = {
    "id": "1",
    "resultForm": [
        {"name": "wert", "label": "Wert", "type": "NUMBER"},
        {"name": "wort", "label": "Wort", "type": "TEXT"},
    ],
}


@pytest.fixture
def english() -> Iterator[None]:
    speak("en")
    yield
    speak(SOURCE)


def shown(*errors: Error) -> list[tuple[str, str]]:
    return [(error["message"], error["language"]) for error in in_order(list(errors), ITEM)]


def test_german_stays_as_it_is() -> None:
    assert shown(error_of(TRAPPED)) == [(TRAPPED, "de")]
    assert other_marks("1.200,5") == "1.200,5"


@pytest.mark.usefixtures("english")
class TestInEnglish:
    """Under `/en`, and for items in English."""

    @pytest.mark.parametrize("fault", FAULTS)
    def test_every_fault_has_words(self, fault: str) -> None:
        ((_, language),) = shown(error_of(fault))
        assert language == "en"

    def test_values_are_told_with_a_decimal_point(self) -> None:
        field = ResultField(name="wert", label="Wert", unit="m", minimum=0.5, maximum=1200)
        _, problems = form.read((field,), [GivenAnswer(field="wert", value="0,25")])
        told = [error_of(problem.message, field=problem.field) for problem in problems]
        assert shown(*told) == [("Please enter a value from 0.5 to 1200 m.", "en")]

    def test_an_unknown_message_is_marked_as_german(self) -> None:
        assert shown(error_of("Etwas ganz Neues.")) == [("Etwas ganz Neues.", "de")]

    @pytest.mark.parametrize(
        ("typed", "number"), [("12.5", 12.5), ("1,200.5", 1200.5), ("1200", 1200), ("12,5", 12.5)]
    )
    def test_numbers_are_read_as_the_british_write_them(self, typed: str, number: float) -> None:
        report = TypedReport(answers={"wert": typed, "wort": typed})
        value, word = (answer["value"] for answer in report.variables(ITEM)["answers"])
        assert word == typed
        field = ResultField(name="wert", label="Wert", type=ResultType.NUMBER)
        (answer,), _ = form.read((field,), [GivenAnswer(field="wert", value=value)])
        assert answer.number == number
