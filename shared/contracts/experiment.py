"""An experiment: a question that citizens answer themselves, by measuring."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.content import Content
from shared.contracts.steps import (
    Difficulty,
    GroupSize,
    Materials,
    SafetyNotes,
    Steps,
    Supervision,
    Tools,
)
from shared.contracts.words import PLAIN, Choice, Line, Markdown, Minutes, doc


class ResultType(Choice):
    """What is entered in a field of the form for results."""

    NUMBER = "number", "A number in the field's unit."
    TEXT = "text", "A few words."
    YES_NO = "yes_no", "Yes or no."
    CHOICE = "choice", "One of the field's choices."


class ResultField(Struct, frozen=True, kw_only=True):
    """One entry of the form in which a maker reports a result."""

    name: Annotated[
        str,
        Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=40),
        doc("Names it within the form.", "pm25"),
    ]
    label: Annotated[Line, doc("What people read beside it.", "Feinstaub (PM2,5)")]
    type: Annotated[ResultType, doc("What is entered.")] = ResultType.NUMBER
    unit: Annotated[
        str, Meta(max_length=30, pattern=PLAIN), doc("Of a number; else empty.", "µg/m³")
    ] = ""
    minimum: Annotated[float | None, doc("The least that can be right.", 0.0)] = None
    maximum: Annotated[float | None, doc("The most that can be right.", 1000.0)] = None
    choices: Annotated[
        tuple[Line, ...], Meta(max_length=20), doc("What can be chosen.", ["morgens", "abends"])
    ] = ()


class Experiment(Content, tag="experiment", frozen=True, kw_only=True):
    """A question, how to answer it, and what to do with the answer."""

    question: Annotated[
        Line, doc("What the experiment finds out.", "Wie sauber ist die Luft vor unserer Tür?")
    ]
    hypothesis: Annotated[
        Markdown, doc("What one would expect, and why.", "An der Straße ist **mehr** Feinstaub.")
    ] = ""
    materials: Materials = ()
    tools: Tools = ()
    safety: SafetyNotes = ()
    supervision: Annotated[Supervision, doc("Who must be there.")] = Supervision.NONE
    minimum_age: Annotated[int, Meta(ge=0, le=99), doc("Years.", 10)] = 0
    steps: Steps = ()
    observe: Annotated[Markdown, doc("What to look out for.", "Wann steigt der Wert?")] = ""
    evaluation: Annotated[
        Markdown, doc("How to read the result.", "Die WHO rät zu höchstens 15 µg/m³ am Tag.")
    ] = ""
    result_form: Annotated[
        tuple[ResultField, ...], Meta(max_length=30), doc("What is asked of who reports a result.")
    ] = ()
    duration_minutes: Minutes = 0
    difficulty: Annotated[Difficulty, doc("How hard it is.")] = Difficulty.EASY
    group_size: Annotated[GroupSize, doc("How many people it is for.")] = GroupSize()
