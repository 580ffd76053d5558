"""A remake: somebody has done an experiment or followed a guide, and reports how it went."""

import hashlib
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from shared.contracts.content import Content, ContentKind
from shared.contracts.experiment import Experiment, ResultField, ResultType
from shared.contracts.licence import LicenceCode
from shared.contracts.words import HIDDEN, Choice, Id, Line, Slug, doc

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


class RemakeStatus(Choice):
    """Where a report stands: only approved ones are shown."""

    SUBMITTED = "submitted", "It waits for an editor."
    APPROVED = "approved", "Everybody sees it."
    REJECTED = "rejected", "An editor took it down; only the reason is left."


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was entered in one field of the form, and what that field was called then.

    `number` in `unit`; `yes`; or `text`, which is the choice or a few words.
    """

    name: Annotated[str, Meta(max_length=40), doc("The field's name in the form.", "pm25")]
    label: Annotated[Line, doc("What stood beside the field.", "Feinstaub (PM2,5)")]
    type: Annotated[ResultType, doc("What was to be entered.")]
    unit: Annotated[str, doc("Of the number.", "µg/m³")] = ""
    number: Annotated[float | None, doc("What was entered, where it is a number.", 12.5)] = None
    yes: Annotated[bool | None, doc("What was entered, where it is yes or no.")] = None
    text: Annotated[str, doc("The choice, or a few words.", "morgens")] = ""


class RemakePhoto(Struct, frozen=True, kw_only=True):
    """A photo that the hub has drawn anew; width and height in pixels."""

    alt: Annotated[str, Meta(max_length=300), doc("What it shows.", "Der Sensor hängt am Balkon.")]
    width: Annotated[int, doc("Pixels.", 1600)]
    height: Annotated[int, doc("Pixels.", 1200)]


class Remake(Struct, frozen=True, kw_only=True):
    """A report. Of a rejected one only the decision is left."""

    id: Annotated[Id, HIDDEN]
    kind: Annotated[ContentKind, HIDDEN]
    item_id: Annotated[Id, HIDDEN]
    worked: Annotated[bool, doc("Whether it worked.")]
    answers: Annotated[tuple[Answer, ...], doc("What was entered in the form.")] = ()
    note: Annotated[
        str, doc("A few words more, plain text.", "Am Morgen war der Wert am höchsten.")
    ] = ""
    place: Annotated[Slug | None, HIDDEN] = None
    photo: Annotated[RemakePhoto | None, HIDDEN] = None
    example: Annotated[bool, doc("Made up for show, not measured.")] = False
    status: Annotated[RemakeStatus, doc("Where it stands.")] = RemakeStatus.SUBMITTED
    revision: Annotated[int, doc("Counts up with each decision.", 2)] = 1
    reason: Annotated[
        str, doc("Why it was rejected; else empty.", "Auf dem Foto ist jemand zu erkennen.")
    ] = ""
    consent: Annotated[str, Meta(description="Version of the text that was agreed to."), HIDDEN]
    submitted_at: Annotated[datetime, doc("When it was sent.")]
    decided_at: Annotated[datetime | None, doc("When an editor decided; null before.")] = None
    decided_by: Annotated[str, HIDDEN] = ""


class Consent(Struct, frozen=True, kw_only=True):
    """What a reporter agrees to; every change of the text is a new version."""

    version: Annotated[str, doc("Goes with the report, as `consent`.", "2026-11-1")]
    text: Annotated[str, doc("To be shown as it is, in German.", "Ich bin einverstanden, dass …")]


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
