"""What a public body has to say of how accessible its pages are (directive (EU) 2016/2102)."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import Line, WebAddress


class Conformity(StrEnum):
    """How far the pages meet the standard, in the words of decision (EU) 2018/1523."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Barrier(Struct, frozen=True, kw_only=True):
    """Something that not everybody can use yet."""

    what: Line
    why: Line
    instead: Annotated[str, Meta(max_length=500, description="Where there is another way.")] = ""


class Ombuds(Struct, frozen=True, kw_only=True):
    """Who helps where the public body's answer does not."""

    name: Line
    website: WebAddress
    email: str = ""
    law: str = ""


class Accessibility(Struct, frozen=True, kw_only=True):
    """The accessibility statement; what is empty is shown as a gap."""

    conformity: Conformity = Conformity.PARTIAL
    barriers: Annotated[tuple[Barrier, ...], Meta(max_length=50)] = ()
    method: Annotated[str, Meta(max_length=1000, description="How it was tested, by whom.")] = ""
    created: date | None = None
    reviewed: date | None = None
    contact: Annotated[str, Meta(max_length=500, description="Who answers, and where.")] = ""
    ombuds: Ombuds | None = None
