"""What is wrong with a report, as its form says it."""

import re
from typing import Any

from gateway.interface import N_, SOURCE, _, speaks
from gateway.pages.remake_form import TypedReport, other_marks
from shared.contracts.errors import Conflict, HubError, Invalid
from shared.contracts.remake_faults import FAULTS
from shared.kit.codes import new_code

TRAPPED = N_("Ein Feld, das leer bleiben muss, war ausgefüllt. Bitte senden Sie noch einmal ab.")
_SENT_BEFORE = N_(
    "Mit diesem Formular haben Sie schon etwas anderes gesendet. "
    "Wenn das hier eine weitere Rückmeldung ist, senden Sie bitte noch einmal ab."
)
_FORM_CHANGED = N_(
    "Das Formular wurde inzwischen geändert. Ihre Angaben sind noch da, soweit sie passen. "
    "Bitte prüfen Sie alle Felder und senden Sie noch einmal ab."
)
_BEFORE, _AFTER = ("worked",), ("note", "place", "photo", "photoAlt", "consent")
"""The fields before those of the form, and after them."""
_VALUE = re.compile(r"%\\\((\w+)\\\)s")
_WITH_VALUES = {
    fault: re.compile(_VALUE.sub(r"(?P<\1>.+)", re.escape(fault)))
    for fault in FAULTS
    if "%(" in fault
}

Error = dict[str, Any]
"""A user error of the schema; `field` is None where it is about no field in particular."""


def error_of(message: str, code: str = Invalid.code, field: str | None = None) -> Error:
    return {"field": field, "message": message, "code": code}


def told(error: HubError) -> Error:
    """A failure on the way to the service."""
    return error_of(error.message, error.code, error.field)


def in_order(errors: list[Error], item: dict[str, Any]) -> list[Error]:
    """As the fields stand on the page, answers with their labels; what has no field comes first."""
    form = {f"answers.{field['name']}": field["label"] for field in item.get("resultForm", ())}
    places = {name: place for place, name in enumerate((*_BEFORE, *form, *_AFTER), start=1)}
    shown = [
        {
            **error,
            "field": error["field"] if error["field"] in places else None,
            "label": form.get(error["field"], ""),
            **_in_our_words(error["message"]),
        }
        for error in errors
    ]
    return sorted(shown, key=lambda error: places.get(error["field"], 0))


def _in_our_words(message: str) -> dict[str, str]:
    """A German message in the request's language where it is known, with the language it is in."""
    said = _(message)
    for fault, pattern in _WITH_VALUES.items():
        if speaks() != SOURCE and (found := pattern.fullmatch(message)):
            values = {name: other_marks(value) for name, value in found.groupdict().items()}
            said = _(fault) % values
    return {"message": said, "language": SOURCE if said == message else speaks()}


def made_anew(typed: TypedReport, item: dict[str, Any], error: Error) -> Error:
    """What the form can mend itself: it goes on from the present one, or as another report."""
    if error["code"] != Conflict.code:
        return error
    if error["field"] == "code":
        typed.code = new_code()
        return error_of(_SENT_BEFORE, Conflict.code)
    typed.form_version = item["resultFormVersion"]
    typed.answers = {
        field["name"]: typed.answers.get(field["name"], "") for field in item.get("resultForm", ())
    }
    return error_of(_FORM_CHANGED, Conflict.code)
