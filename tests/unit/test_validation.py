"""What is wrong with an input is told in German, with the field it is about."""

from typing import Any

import msgspec
import pytest

from shared.contracts.calls import BySlug, GetMany, ListPage
from shared.contracts.errors import Invalid
from shared.contracts.guide import Guide
from shared.kit.validation import checked, invalid
from tests.unit.items import GUIDE

STEP = {"title": "Erhitzen"}


def refusal(changes: dict[str, Any]) -> Invalid:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert({**msgspec.to_builtins(GUIDE), **changes}, Guide)
    return invalid(caught.value)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"steps": [STEP, {}]}, "steps[1].title", "Diese Angabe fehlt."),
        ({"title": "x" * 161}, "title", "Höchstens 160 Zeichen sind möglich."),
        ({"title": ""}, "title", "Mindestens 1 Zeichen sind nötig."),
        ({"tags": ["Lärm"] * 31}, "tags", "Höchstens 30 Einträge sind möglich."),
        (
            {"audience": {"age_from": -1}},
            "audience.age_from",
            "Der Wert muss mindestens 0 sein.",
        ),
        (
            {"audience": {"age_to": 121}},
            "audience.age_to",
            "Der Wert darf höchstens 120 sein.",
        ),
        ({"slug": "Löten!"}, "slug", "Die Schreibweise ist nicht erlaubt."),
        ({"authors": [{"name": "K", "url": "ftp://x"}]}, "authors[0].url", "Schreibweise"),
        ({"difficulty": "heavy"}, "difficulty", "„heavy“ steht nicht zur Wahl."),
        ({"difficulty": "{0}{x}"}, "difficulty", "„{0}{x}“ steht nicht zur Wahl."),
        ({"last_tested": "gestern"}, "last_tested", "Das ist kein Zeitpunkt nach ISO 8601."),
        ({"title": 5}, "title", "Hier muss ein Text stehen, nicht eine ganze Zahl."),
        ({"title": None}, "title", "Hier muss ein Text stehen."),
        ({"cover": 5}, "cover", "Hier muss eine Gruppe von Angaben stehen, nicht eine ganze Zahl."),
        ({"kind": "video"}, "kind", "Die Angabe ist ungültig."),
    ],
)
def test_each_fault_has_its_sentence(changes: dict[str, Any], field: str, sentence: str) -> None:
    error = refusal(changes)
    assert error.field == field
    assert sentence in error.message
    assert error.code == "invalid"


def test_a_number_that_must_be_larger() -> None:
    error = refusal({"materials": [{"item": "Zinn", "quantity": 0}]})
    assert error.field == "materials[0].quantity"
    assert error.message.startswith("Der Wert muss größer als 0")


def test_what_is_missing_at_the_top_is_named_alone() -> None:
    without = msgspec.to_builtins(GUIDE)
    del without["goal"]
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(without, Guide)
    assert (invalid(caught.value).message, invalid(caught.value).field) == (
        "Diese Angabe fehlt.",
        "goal",
    )


@pytest.mark.parametrize("raw", [b"", b"{", b'{"ids" 1}', b"\xff", b"[1,]"])
def test_what_is_no_json_has_no_field(raw: bytes) -> None:
    with pytest.raises(msgspec.DecodeError) as caught:
        msgspec.json.decode(raw)
    error = invalid(caught.value)
    assert error.message == "Die Nachricht ist kein gültiges JSON."
    assert error.field is None


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (BySlug(slug="Löten"), "slug"),
        (GetMany(ids=("x",)), "ids[0]"),
        (ListPage(first=0), "first"),
        (ListPage(first=101), "first"),
        (ListPage(after="x"), "after"),
    ],
)
def test_a_request_built_out_of_limits_is_refused(request_: msgspec.Struct, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        checked(request_)
    assert caught.value.field == field


def test_a_request_within_limits_stays_as_it_is() -> None:
    request = ListPage(first=100, after=f"2026-03-01T12:00:00.250+00:00/{GUIDE.id}")
    assert checked(request) == request
