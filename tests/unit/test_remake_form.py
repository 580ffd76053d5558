"""What people type into a form for results, and what becomes of it."""

import pytest

from services.remakes import form
from services.remakes.numerals import parsed, shown
from shared.contracts.errors import Invalid
from shared.contracts.experiment import ResultField, ResultType
from shared.contracts.remake_calls import GivenAnswer

FORM = (
    ResultField(name="wert", label="Wert", unit="µg/m³", minimum=0, maximum=999),
    ResultField(name="temperatur", label="Temperatur", unit="°C", minimum=-10),
    ResultField(name="hoechstens", label="Höchstens", maximum=1.5),
    ResultField(name="lage", label="Lage", type=ResultType.CHOICE, choices=("Hof", "Straße")),
    ResultField(name="ofen", label="Ofen?", type=ResultType.YES_NO),
    ResultField(name="wort", label="Bemerkung", type=ResultType.TEXT),
)


def given(**typed: str) -> list[GivenAnswer]:
    return [GivenAnswer(field=name, value=value) for name, value in typed.items()]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        (" 7 ", 7),
        ("-3", -3),
        ("\u22123,25", -3.25),
        ("+4", 4),
        ("1 200", 1200),
        ("1\u00a0200,5", 1200.5),
        ("1.200,5", 1200.5),
        ("12.345.678,9", 12_345_678.9),
        ("0.125", 0.125),
        ("1,200", 1.2),
        ("0", 0),
    ],
)
def test_numbers_are_read_as_germans_and_programs_write_them(typed: str, number: float) -> None:
    assert parsed(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("viel", "12 µg", "1e9", "NaN", "inf", "0x1F", "1,2,3", "1.2.3", "--1", "1-2", "½", ","),
        *("12,", ",5", "1 2", "٣", "9" * 16, "=1+1", "12\n13"),
    ],
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="Zahl"):
        parsed(typed)


@pytest.mark.parametrize("typed", ["1.200", "-1.200", "12.345.678"])
def test_a_point_that_may_mean_two_things_is_asked_about(typed: str) -> None:
    with pytest.raises(Invalid, match="nicht eindeutig") as refused:
        parsed(typed)
    assert typed.replace(".", "") in refused.value.message


@pytest.mark.parametrize(("number", "text"), [(999, "999"), (0.5, "0,5"), (-10, "-10"), (0, "0")])
def test_numbers_in_sentences_have_a_comma(number: float, text: str) -> None:
    assert shown(number) == text


def test_answers_come_typed_in_the_forms_order() -> None:
    answers, problems = form.read(
        FORM, given(wort=" Schön \r\nhier ", ofen="Nein", lage="Hof", temperatur="-2,5", wert="12")
    )
    assert problems == ()
    assert [(a.name, a.number, a.yes, a.text) for a in answers] == [
        ("wert", 12, None, ""),
        ("temperatur", -2.5, None, ""),
        ("lage", None, None, "Hof"),
        ("ofen", None, False, ""),
        ("wort", None, None, "Schön \nhier"),
    ]
    assert (answers[0].label, answers[0].unit) == ("Wert", "µg/m³")


def test_what_is_left_empty_is_no_answer() -> None:
    assert form.read(FORM, given(wert="  ", ofen="", lage="\n")) == ((), ())


def test_everything_that_is_wrong_is_told_at_once() -> None:
    _, problems = form.read(
        FORM,
        given(
            wert="1000", temperatur="-11", hoechstens="2", lage="Mond", ofen="jein", wort="x" * 1001
        ),
    )
    assert {problem.field: problem.message for problem in problems} == {
        "answers.wert": "Möglich sind Werte von 0 bis 999 µg/m³.",
        "answers.temperatur": "Möglich sind Werte ab -10 °C.",
        "answers.hoechstens": "Möglich ist höchstens 1,5.",
        "answers.lage": "Bitte wählen Sie eine der Möglichkeiten.",
        "answers.ofen": "Bitte wählen Sie Ja oder Nein.",
        "answers.wort": "Das sind 1001 Zeichen. Möglich sind höchstens 1000.",
    }


def test_the_ends_of_a_range_belong_to_it() -> None:
    for typed in ("0", "999"):
        assert form.read(FORM, given(wert=typed))[1] == ()


def test_fields_that_do_not_exist_or_stand_twice_are_told() -> None:
    twice = [*given(wert="1"), *given(wert="2"), *given(fremd="3")]
    problems = form.read(FORM, twice)[1]
    assert [problem.message for problem in problems] == [
        "Das Feld „wert“ steht zweimal da.",
        "Das Feld „fremd“ gibt es hier nicht.",
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("a\x00b\x07", "ab"),
        ("\u202egnp.exe", "gnp.exe"),
        ("<b>fett</b>", "<b>fett</b>"),
        ("Mu\u0308ll", "Müll"),
        ("👩‍🔬 \u05e9\u05dc\u05d5\u05dd", "👩‍🔬 \u05e9\u05dc\u05d5\u05dd"),
    ],
)
def test_text_is_plain(typed: str, text: str) -> None:
    assert form.plain(typed) == text
