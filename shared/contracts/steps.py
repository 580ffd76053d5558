"""What a maker works with and works through: materials, tools, safety, steps."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.content import Image
from shared.contracts.words import HIDDEN, PLAIN, Id, Line, Markdown, Minutes, Seconds


class GroupSize(Struct, frozen=True, kw_only=True):
    """How many people can do it together."""

    minimum: Annotated[int, Meta(ge=1, le=1000)] = 1
    maximum: Annotated[int, Meta(ge=1, le=1000)] | None = None


class Difficulty(StrEnum):
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Hazard(StrEnum):
    """Kinds of danger, after the pictograms that schools and workshops know."""

    HEAT = "heat"
    ELECTRICITY = "electricity"
    CUTTING = "cutting"
    CHEMICALS = "chemicals"
    FUMES = "fumes"
    NOISE = "noise"
    LIGHT = "light"
    HEIGHT = "height"
    TRAFFIC = "traffic"
    WATER = "water"
    OTHER = "other"


class Protection(StrEnum):
    """Personal protective equipment."""

    GOGGLES = "goggles"
    GLOVES = "gloves"
    EAR_PROTECTION = "ear_protection"
    MASK = "mask"
    APRON = "apron"
    HIGH_VISIBILITY = "high_visibility"
    STURDY_SHOES = "sturdy_shoes"


class Supervision(StrEnum):
    """Who must be there."""

    NONE = "none"
    NEARBY = "nearby"
    ADULT_PRESENT = "adult_present"
    TRAINED_PERSON = "trained_person"


class SafetyNote(Struct, frozen=True, kw_only=True):
    """One danger and how to meet it."""

    hazard: Hazard
    text: Markdown
    protection: Annotated[tuple[Protection, ...], Meta(max_length=7)] = ()


class Material(Struct, frozen=True, kw_only=True):
    """Something that is used or used up."""

    item: Line
    quantity: Annotated[float, Meta(gt=0, le=1_000_000)] = 1
    unit: Annotated[str, Meta(max_length=30, pattern=PLAIN, description="Empty for pieces.")] = ""
    cost_euro: Annotated[float, Meta(ge=0, le=1_000_000, description="For the quantity named.")] = 0
    alternatives: Annotated[str, Meta(max_length=500, pattern=PLAIN)] = ""
    borrow_at: Annotated[
        str, Meta(max_length=300, pattern=PLAIN, description="Where it can be borrowed.")
    ] = ""


class Tool(Struct, frozen=True, kw_only=True):
    """Something that is needed and stays whole."""

    name: Line
    borrow_at: Annotated[
        str, Meta(max_length=300, pattern=PLAIN, description="Where it can be borrowed.")
    ] = ""


class LineKind(StrEnum):
    NOTE = "note"
    CAUTION = "caution"
    REMINDER = "reminder"


class StepLine(Struct, frozen=True, kw_only=True):
    """A line that stands out beside a step's text."""

    kind: LineKind = LineKind.NOTE
    text: Markdown


class Clip(Struct, frozen=True, kw_only=True):
    """A stretch of a video that shows a step."""

    video_id: Annotated[Id, HIDDEN]
    start_seconds: Seconds = 0
    end_seconds: Seconds | None = None


class Step(Struct, frozen=True, kw_only=True):
    """One thing to do."""

    title: Line
    text: Markdown = ""
    image: Image | None = None
    clip: Clip | None = None
    safety: Annotated[tuple[SafetyNote, ...], Meta(max_length=10)] = ()
    lines: Annotated[tuple[StepLine, ...], Meta(max_length=10)] = ()
    checklist: Annotated[tuple[Line, ...], Meta(max_length=30)] = ()
    wait_minutes: Annotated[Minutes, Meta(description="A waiting time, for a timer.")] = 0


Materials = Annotated[tuple[Material, ...], Meta(max_length=60)]
Tools = Annotated[tuple[Tool, ...], Meta(max_length=40)]
Steps = Annotated[tuple[Step, ...], Meta(max_length=60)]
