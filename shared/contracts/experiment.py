"""An experiment: a question that citizens answer themselves, by measuring."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.content import Content
from shared.contracts.steps import (
    Difficulty,
    GroupSize,
    Materials,
    SafetyNote,
    Steps,
    Supervision,
    Tools,
)
from shared.contracts.words import PLAIN, Line, Markdown, Minutes


class ResultType(StrEnum):
    NUMBER = "number"
    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"


class ResultField(Struct, frozen=True, kw_only=True):
    """One entry of the form in which a maker reports a result."""

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=40)]
    label: Line
    type: ResultType = ResultType.NUMBER
    unit: Annotated[str, Meta(max_length=30, pattern=PLAIN)] = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Annotated[tuple[Line, ...], Meta(max_length=20)] = ()


class Experiment(Content, tag="experiment", frozen=True, kw_only=True):
    """A question, how to answer it, and what to do with the answer."""

    question: Annotated[Line, Meta(description="What the experiment finds out.")]
    hypothesis: Annotated[Markdown, Meta(description="What one would expect, and why.")] = ""
    materials: Materials = ()
    tools: Tools = ()
    safety: Annotated[tuple[SafetyNote, ...], Meta(max_length=20)] = ()
    supervision: Supervision = Supervision.NONE
    minimum_age: Annotated[int, Meta(ge=0, le=99, description="Years.")] = 0
    steps: Steps = ()
    observe: Annotated[Markdown, Meta(description="What to look out for.")] = ""
    evaluation: Annotated[Markdown, Meta(description="How to read the result.")] = ""
    result_form: Annotated[tuple[ResultField, ...], Meta(max_length=30)] = ()
    duration_minutes: Minutes = 0
    difficulty: Difficulty = Difficulty.EASY
    group_size: GroupSize = GroupSize()
