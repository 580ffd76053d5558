"""A remake: somebody has done an experiment or followed a guide, and reports how it went."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shared.contracts.content import Content, ContentKind
from shared.contracts.experiment import Experiment, ResultField, ResultType
from shared.contracts.licence import LicenceCode
from shared.contracts.words import HIDDEN, Id, Line, Slug

REMADE = (ContentKind.EXPERIMENT, ContentKind.GUIDE)
"""The kinds of content that people do themselves."""

LICENCE = LicenceCode.CC0_1_0
"""Measurements of people who are not named: there is nobody to attribute them to."""

RemakeCode = Annotated[
    str,
    Meta(
        pattern=r"^[0-9A-HJKMNP-TV-Z]{20}\Z",
        description="100 random bits in Crockford's base32, known to the reporter alone.",
    ),
]
FormVersion = Annotated[str, Meta(pattern=r"^[0-9a-f]{16}\Z")]


class RemakeStatus(StrEnum):
    """Where a report stands: only approved ones are shown."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was entered in one field of the form, and what that field was called then.

    `number` in `unit`; `yes`; or `text`, which is the choice or a few words.
    """

    name: Annotated[str, Meta(max_length=40)]
    label: Line
    type: ResultType
    unit: str = ""
    number: float | None = None
    yes: bool | None = None
    text: str = ""


class RemakePhoto(Struct, frozen=True, kw_only=True):
    """A photo that the hub has drawn anew; width and height in pixels."""

    alt: Annotated[str, Meta(max_length=300)]
    width: int
    height: int


class Remake(Struct, frozen=True, kw_only=True):
    """A report. Of a rejected one only the decision is left."""

    id: Annotated[Id, HIDDEN]
    kind: Annotated[ContentKind, HIDDEN]
    item_id: Annotated[Id, HIDDEN]
    worked: Annotated[bool, Meta(description="Whether it worked.")]
    answers: tuple[Answer, ...] = ()
    note: Annotated[str, Meta(description="Plain text.")] = ""
    place: Annotated[Slug | None, HIDDEN] = None
    photo: Annotated[RemakePhoto | None, HIDDEN] = None
    example: Annotated[bool, Meta(description="Made up for show, not measured.")] = False
    status: RemakeStatus = RemakeStatus.SUBMITTED
    revision: int = 1
    reason: Annotated[str, Meta(description="Why it was rejected.")] = ""
    consent: Annotated[str, Meta(description="Version of the text that was agreed to."), HIDDEN]
    submitted_at: datetime
    decided_at: datetime | None = None
    decided_by: Annotated[str, HIDDEN] = ""


class Consent(Struct, frozen=True, kw_only=True):
    """What a reporter agrees to; every change of the text is a new version."""

    version: str
    text: str


CONSENT = Consent(
    version="2026-11-1",
    text=(
        "Ich bin einverstanden, dass die Redaktion meine Angaben prüft und sie danach ohne "
        "meinen Namen auf dieser Seite und als offene Daten unter der Lizenz CC0 1.0 "
        "veröffentlicht. Auf meinem Foto ist niemand zu erkennen. Mit dem Löschcode kann ich "
        "die Angaben jederzeit löschen. Wenn ich noch nicht 16 bin, sind meine Eltern "
        "einverstanden."
    ),
)


def form_of(item: Content) -> tuple[ResultField, ...]:
    """What is asked of those who report on the item, beside whether it worked."""
    return item.result_form if isinstance(item, Experiment) else ()


def form_version(item: Content) -> str:
    """Changes whenever the form does, and only then: other edits cost nobody what they typed."""
    return hashlib.sha256(msgspec.json.encode(form_of(item))).hexdigest()[:16]
