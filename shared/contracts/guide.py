"""A guide: how to get something done, step by step."""

from typing import Annotated

from shared.contracts.content import Content
from shared.contracts.steps import Difficulty, GroupSize, Materials, SafetyNotes, Steps, Tools
from shared.contracts.words import Line, Markdown, Minutes, doc


class Guide(Content, tag="guide", frozen=True, kw_only=True):
    """A goal and the way there."""

    goal: Annotated[
        Line, doc("What has been achieved at the end.", "Ein Balkonkraftwerk ist angemeldet.")
    ]
    introduction: Annotated[
        Markdown, doc("What to know before, in CommonMark.", "Sie brauchen *keinen* Elektriker.")
    ] = ""
    materials: Materials = ()
    tools: Tools = ()
    safety: SafetyNotes = ()
    steps: Steps = ()
    duration_minutes: Minutes = 0
    difficulty: Annotated[Difficulty, doc("How hard it is.")] = Difficulty.EASY
    group_size: Annotated[
        GroupSize | None, doc("How many people it is for; null where it makes no difference.")
    ] = None
