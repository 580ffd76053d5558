"""A guide: how to get something done, step by step."""

from typing import Annotated

from msgspec import Meta

from shared.contracts.content import Content
from shared.contracts.steps import Difficulty, GroupSize, Materials, SafetyNote, Steps, Tools
from shared.contracts.words import Line, Markdown, Minutes


class Guide(Content, tag="guide", frozen=True, kw_only=True):
    """A goal and the way there."""

    goal: Annotated[Line, Meta(description="What has been achieved at the end.")]
    introduction: Markdown = ""
    materials: Materials = ()
    tools: Tools = ()
    safety: Annotated[tuple[SafetyNote, ...], Meta(max_length=20)] = ()
    steps: Steps = ()
    duration_minutes: Minutes = 0
    difficulty: Difficulty = Difficulty.EASY
    group_size: Annotated[
        GroupSize | None, Meta(description="Null where it makes no difference.")
    ] = None
