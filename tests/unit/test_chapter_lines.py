"""Chapters and moments between the editors' lines and the schema's seconds."""

import pytest

from gateway.pages.chapter_lines import clock_of, read, read_moment, seconds_of, written


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:00", 0),
        ("0:12,5", 12.5),
        ("12:03.045", 723.045),
        ("1:02:03", 3723),
        ("99:59:59", 359999),
    ],
)
def test_a_time_is_read_and_written_the_same(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds
    assert clock_of(seconds) == text.replace(".", ",")


@pytest.mark.parametrize(
    "text", ["", "12", "1:2", "1:60", "60:00", "1:75:00", "-1:00", "1:00,", "²:00"]
)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert seconds_of(text) is None


def test_chapters_stay_as_they_were_written() -> None:
    found = read("0:00 Anfang\r\n\r\n  1:02:03,5   Was ist: Feinstaub?  \n", None)
    assert found.errors == ()
    assert [(one.start_seconds, one.title) for one in found.chapters] == [
        (0, "Anfang"),
        (3723.5, "Was ist: Feinstaub?"),
    ]
    as_graphql = [{"title": one.title, "startSeconds": one.start_seconds} for one in found.chapters]
    assert written(as_graphql) == "0:00 Anfang\n1:02:03,5 Was ist: Feinstaub?"


def test_every_line_that_is_wrong_is_named() -> None:
    found = read("0:00 Anfang\n\nMitte\n75:00 Ende\n0:03", None)
    assert [error["message"].partition(":")[0] for error in found.errors] == [
        "Zeile 3",
        "Zeile 4",
        "Zeile 5",
    ]
    assert {error["field"] for error in found.errors} == {"chapters"}


def test_chapters_come_in_order_and_before_the_end() -> None:
    found = read("0:05 Eins\n\n0:05 Zwei\n0:08 Drei", 8)
    assert [error["message"] for error in found.errors] == [
        "Zeile 3: Kapitel 2 beginnt nicht nach Kapitel 1.",
        "Zeile 4: Kapitel 3 beginnt erst nach dem Ende des Videos.",
    ]


def test_the_hubs_errors_are_told_by_line() -> None:
    found = read("0:00 Anfang\n\n0:05 " + "x" * 300, 8)
    error = {"field": "chapters[1].title", "code": "invalid", "message": "Zu lang."}
    whole = {"field": "revision", "code": "conflict", "message": "Geändert."}
    assert found.placed([error, whole]) == [
        {"field": "chapters", "code": "invalid", "message": "Zeile 3: Zu lang."},
        whole,
    ]


def test_the_poster_is_within_the_film() -> None:
    assert read_moment("", 8) == (None, [])
    assert read_moment("0:07,5", 8) == (7.5, [])
    for text in ("0:08", "gleich"):
        moment, (error,) = read_moment(text, 8)
        assert (moment, error["field"]) == (None, "posterSeconds")
