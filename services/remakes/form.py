"""What was entered in a form, read and checked field by field; all problems are told at once."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from services.remakes import numerals
from shared.contracts import remake_faults as faults
from shared.contracts.errors import Invalid
from shared.contracts.experiment import ResultField, ResultType
from shared.contracts.remake import Answer
from shared.contracts.remake_calls import GivenAnswer, Problem

MOST_CHARACTERS = 1_000
_YES_NO = {"ja": True, "nein": False}
_UNSEEN = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Marks that make text run the other way than it stands there."""


def plain(typed: str, most: int = MOST_CHARACTERS) -> str:
    """Plain text without control characters; `Invalid` where it is too long."""
    text = unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n"))
    text = _UNSEEN.sub("", text)
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) != "Cc").strip()
    if len(text) > most:
        raise Invalid(faults.TOO_LONG % {"length": len(text), "most": most})
    return text


def read(
    form: Sequence[ResultField], given: Sequence[GivenAnswer]
) -> tuple[tuple[Answer, ...], tuple[Problem, ...]]:
    """The answers in the form's order, without those left empty, and what is wrong with them."""
    typed = {each.field: each.value for each in given if each.value.strip()}
    problems = list(_strange(form, given))
    answers = []
    for field in form:
        if field.name not in typed:
            continue
        try:
            answers.append(_READERS[field.type](field, typed[field.name]))
        except Invalid as error:
            problems.append(Problem(field=f"answers.{field.name}", message=error.message))
    return tuple(answers), tuple(problems)


def _strange(form: Sequence[ResultField], given: Sequence[GivenAnswer]) -> Iterator[Problem]:
    known, seen = {field.name for field in form}, set[str]()
    for each in given:
        value = {"field": each.field}
        if each.field not in known:
            yield Problem(field="answers", message=faults.UNKNOWN_FIELD % value)
        if each.field in seen:
            yield Problem(field="answers", message=faults.FIELD_TWICE % value)
        seen.add(each.field)


def _answer(field: ResultField) -> Answer:
    return Answer(name=field.name, label=field.label, type=field.type, unit=field.unit)


def _number(field: ResultField, typed: str) -> Answer:
    number = numerals.parsed(typed)
    low, high = field.minimum, field.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        raise Invalid(_range(field))
    return replace(_answer(field), number=number)


def _range(field: ResultField) -> str:
    unit = f" {field.unit}" if field.unit else ""
    low, high = (
        numerals.shown(end) if end is not None else "" for end in (field.minimum, field.maximum)
    )
    if low and high:
        return faults.NOT_BETWEEN % {"low": low, "high": high + unit}
    return faults.TOO_LOW % {"low": low + unit} if low else faults.TOO_HIGH % {"high": high + unit}


def _yes_no(field: ResultField, typed: str) -> Answer:
    if (word := typed.strip().lower()) not in _YES_NO:
        raise Invalid(faults.YES_OR_NO)
    return replace(_answer(field), yes=_YES_NO[word])


def _choice(field: ResultField, typed: str) -> Answer:
    if (choice := typed.strip()) not in field.choices:
        raise Invalid(faults.ONE_CHOICE)
    return replace(_answer(field), text=choice)


def _text(field: ResultField, typed: str) -> Answer:
    return replace(_answer(field), text=plain(typed))


_READERS: dict[ResultType, Callable[[ResultField, str], Answer]] = {
    ResultType.NUMBER: _number,
    ResultType.YES_NO: _yes_no,
    ResultType.CHOICE: _choice,
    ResultType.TEXT: _text,
}
