"""Where an item comes from that another hub publishes and this one shows too."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.words import HIDDEN, PLAIN, Choice, Line, doc

Sha256 = Annotated[
    str,
    Meta(pattern=r"^[0-9a-f]{64}\Z"),
    doc(
        "SHA-256, in hexadecimal.",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ),
]
HubAddress = Annotated[
    str,
    Meta(pattern=r"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?\Z", max_length=200),
    doc("A hub's public address, without a path.", "https://hub.soest.example"),
]
PageAddress = Annotated[
    str,
    Meta(pattern=r"^https?://\S+\Z", max_length=500),
    doc("An address on the web.", "https://hub.soest.example/experimente/regen-zaehlen"),
]


class MediaChoice(Choice):
    """What becomes of pictures and films."""

    COPY = "copy", "They are copied."
    LINK = "link", "They stay at the source, to which a link leads."


class Mirrored(Struct, frozen=True, kw_only=True):
    """Whose item this is, and which state of it was taken over."""

    hub: Annotated[HubAddress, doc("The hub that publishes it.")]
    publisher: Annotated[Line, doc("Who publishes it there.", "Stadt Soest")]
    url: Annotated[PageAddress, doc("The item's page there.")]
    revision: Annotated[int, doc("The revision there.", 3)]
    content_hash: Annotated[Sha256, doc("Of what the item says there.")]
    at: Annotated[datetime, doc("When this state was taken over.")]
    local: Annotated[
        tuple[Annotated[str, Meta(max_length=40, pattern=PLAIN)], ...],
        Meta(max_length=20),
        doc("Fields in which this hub has words of its own.", ["contacts", "places"]),
    ] = ()
    media: Annotated[MediaChoice, doc("Whether pictures and films are here or there.")] = (
        MediaChoice.COPY
    )
    released: Annotated[bool, HIDDEN, doc("Whether the source has taken it down.")] = False
