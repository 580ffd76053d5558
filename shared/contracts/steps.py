"""What a maker works with and works through: materials, tools, safety, steps."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.content import Image
from shared.contracts.words import (
    HIDDEN,
    PLAIN,
    Choice,
    Id,
    Line,
    Markdown,
    Minutes,
    Seconds,
    doc,
)

BorrowedAt = Annotated[
    str,
    Meta(max_length=300, pattern=PLAIN),
    doc("Where it can be borrowed.", "Bibliothek der Dinge, Stadtbücherei"),
]


class GroupSize(Struct, frozen=True, kw_only=True):
    """How many people can do it together."""

    minimum: Annotated[int, Meta(ge=1, le=1000), doc("At least so many.", 2)] = 1
    maximum: Annotated[int, Meta(ge=1, le=1000), doc("At most; null without limit.", 4)] | None = (
        None
    )


class Difficulty(Choice):
    """How hard it is."""

    EASY = "easy", "Without previous knowledge."
    MEDIUM = "medium", "With some practice."
    HARD = "hard", "For those who know what they do."


class Hazard(Choice):
    """Kinds of danger, after the pictograms that schools and workshops know."""

    HEAT = "heat", "Burns and fire."
    ELECTRICITY = "electricity", "Electric shock."
    CUTTING = "cutting", "Sharp or turning tools."
    CHEMICALS = "chemicals", "What burns, irritates or poisons."
    FUMES = "fumes", "Vapours and dust that should not be breathed."
    NOISE = "noise", "What harms the ears."
    LIGHT = "light", "What harms the eyes."
    HEIGHT = "height", "A fall."
    TRAFFIC = "traffic", "Cars, bicycles and trains."
    WATER = "water", "Drowning and slipping."
    OTHER = "other", "Something else; see the text."


class Protection(Choice):
    """Personal protective equipment."""

    GOGGLES = "goggles", "Protects the eyes."
    GLOVES = "gloves", "Protect the hands."
    EAR_PROTECTION = "ear_protection", "Protects the ears."
    MASK = "mask", "Protects the breath."
    APRON = "apron", "Protects body and clothes."
    HIGH_VISIBILITY = "high_visibility", "Makes one seen in traffic."
    STURDY_SHOES = "sturdy_shoes", "Protect the feet."


class Supervision(Choice):
    """Who must be there."""

    NONE = "none", "Nobody."
    NEARBY = "nearby", "An adult within call."
    ADULT_PRESENT = "adult_present", "An adult beside."
    TRAINED_PERSON = "trained_person", "Somebody who has learned it."


class SafetyNote(Struct, frozen=True, kw_only=True):
    """One danger and how to meet it."""

    hazard: Annotated[Hazard, doc("What kind of danger.")]
    text: Annotated[Markdown, doc("How to meet it.", "Der Lötkolben ist **350 °C** heiß.")]
    protection: Annotated[
        tuple[Protection, ...], Meta(max_length=7), doc("What to wear.", ["goggles"])
    ] = ()


class Material(Struct, frozen=True, kw_only=True):
    """Something that is used or used up."""

    item: Annotated[Line, doc("What it is.", "Kupferdraht")]
    quantity: Annotated[float, Meta(gt=0, le=1_000_000), doc("How much of it.", 1.5)] = 1
    unit: Annotated[
        str, Meta(max_length=30, pattern=PLAIN), doc("Of the quantity; empty for pieces.", "m")
    ] = ""
    cost_euro: Annotated[
        float, Meta(ge=0, le=1_000_000), doc("Euros for the quantity named.", 2.4)
    ] = 0
    alternatives: Annotated[
        str, Meta(max_length=500, pattern=PLAIN), doc("What does as well.", "Klingeldraht")
    ] = ""
    borrow_at: BorrowedAt = ""


class Tool(Struct, frozen=True, kw_only=True):
    """Something that is needed and stays whole."""

    name: Annotated[Line, doc("What it is.", "Lötkolben")]
    borrow_at: BorrowedAt = ""


class LineKind(Choice):
    """How a line stands out."""

    NOTE = "note", "Good to know."
    CAUTION = "caution", "Something can go wrong here."
    REMINDER = "reminder", "Not to be forgotten."


class StepLine(Struct, frozen=True, kw_only=True):
    """A line that stands out beside a step's text."""

    kind: Annotated[LineKind, doc("How it stands out.")] = LineKind.NOTE
    text: Annotated[Markdown, doc("What it says.", "Lüften Sie **vorher**.")]


class Clip(Struct, frozen=True, kw_only=True):
    """A stretch of a video that shows a step."""

    video_id: Annotated[Id, HIDDEN]
    start_seconds: Annotated[Seconds, doc("Where it begins in the video.", 12.5)] = 0
    end_seconds: Annotated[
        Seconds | None, doc("Where it ends; null for the end of the video.", 30.0)
    ] = None


class Step(Struct, frozen=True, kw_only=True):
    """One thing to do."""

    title: Annotated[Line, doc("What to do, in a few words.", "Den Sensor aufstellen")]
    text: Annotated[
        Markdown, doc("What to do, in CommonMark.", "Stellen Sie den Sensor **ins Freie**.")
    ] = ""
    image: Annotated[Image | None, doc("What it looks like.")] = None
    clip: Annotated[Clip | None, doc("The stretch of a video that shows it.")] = None
    safety: Annotated[
        tuple[SafetyNote, ...], Meta(max_length=10), doc("Dangers of this step.")
    ] = ()
    lines: Annotated[
        tuple[StepLine, ...], Meta(max_length=10), doc("What stands out beside the text.")
    ] = ()
    checklist: Annotated[
        tuple[Line, ...], Meta(max_length=30), doc("What to tick off.", ["Sensor leuchtet"])
    ] = ()
    wait_minutes: Annotated[Minutes, doc("A waiting time in minutes, for a timer.", 10)] = 0


Materials = Annotated[tuple[Material, ...], Meta(max_length=60), doc("What is used or used up.")]
Tools = Annotated[tuple[Tool, ...], Meta(max_length=40), doc("What is needed and stays whole.")]
Steps = Annotated[tuple[Step, ...], Meta(max_length=60), doc("What to do, in this order.")]
SafetyNotes = Annotated[tuple[SafetyNote, ...], Meta(max_length=20), doc("Dangers of the whole.")]
