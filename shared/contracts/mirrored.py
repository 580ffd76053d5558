"""Where an item comes from that another hub publishes and this one shows too."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import HIDDEN, PLAIN, Line

Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="In hexadecimal.")]
HubAddress = Annotated[
    str,
    Meta(
        pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?\Z",
        max_length=200,
        description="A hub's public address, without a path.",
    ),
]
PageAddress = Annotated[str, Meta(pattern=r"^https?://\S+\Z", max_length=500)]


class MediaChoice(StrEnum):
    """What becomes of pictures and films: copied, or left at the source, to which a link leads."""

    COPY = "copy"
    LINK = "link"


class Mirrored(Struct, frozen=True, kw_only=True):
    """Whose item this is, and which state of it was taken over."""

    hub: Annotated[HubAddress, Meta(description="The hub that publishes it.")]
    publisher: Line
    url: Annotated[PageAddress, Meta(description="The item's page there.")]
    revision: Annotated[int, Meta(description="The revision there.")]
    content_hash: Annotated[Sha256, Meta(description="Of what the item says there.")]
    at: Annotated[datetime, Meta(description="When this state was taken over.")]
    local: Annotated[
        tuple[Annotated[str, Meta(max_length=40, pattern=PLAIN)], ...],
        Meta(max_length=20, description="Fields in which this hub has words of its own."),
    ] = ()
    media: MediaChoice = MediaChoice.COPY
    released: Annotated[bool, HIDDEN, Meta(description="Whether the source has taken it down.")] = (
        False
    )
