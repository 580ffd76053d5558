"""The small types that the Structs are made of, each with the limits checked at every edge."""

from enum import StrEnum
from typing import Annotated, Any, Self

from msgspec import Meta


def doc(description: str, *examples: Any) -> Meta:
    """What strangers read of a field; the examples are JSON values that the field takes."""
    return Meta(description=description, examples=list(examples) or None)


class Choice(StrEnum):
    """An enumeration whose members say what they mean: `HEAT = "heat", "Burns and fire."`."""

    description: str

    def __new__(cls, value: str, description: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.description = description
        return member


PLAIN = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]*\Z"
"""One line, without control characters and without marks that turn the direction of what follows:
with them a title looks like something else. Right-to-left letters and emoji need none of them.
"""

PROSE = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*\Z"
"""Lines and tabs, but no other control characters."""

Uuid7 = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z",
        description="A UUIDv7 (RFC 9562), in time order.",
        examples=["0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80"],
    ),
]
Id = Annotated[Uuid7, Meta(extra={"format": "id"}, description="Names one item of the hub.")]
Slug = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
        max_length=96,
        description="The readable end of a page's address.",
        examples=["feinstaub-messen"],
    ),
]
Language = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z",
        max_length=35,
        description="BCP 47; plain German is `de-simple`, German Sign Language `gsg`.",
        examples=["de", "de-simple", "gsg"],
    ),
]
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=PLAIN)]
Title = Annotated[str, Meta(min_length=1, max_length=160, pattern=PLAIN)]
Summary = Annotated[str, Meta(max_length=600, pattern=PROSE)]
Markdown = Annotated[
    str,
    Meta(
        max_length=20_000,
        pattern=PROSE,
        description="CommonMark; shown only after rendering and sanitising.",
        examples=["Stellen Sie den Sensor **ins Freie**."],
        extra={"format": "markdown"},
    ),
]
WebAddress = Annotated[
    str,
    Meta(pattern=r"^(https?://\S+)?\Z", max_length=500),
    doc("Where there is more of it; empty where there is nothing.", "https://www.iserlohn.de"),
]
Seconds = Annotated[float, Meta(ge=0), doc("Seconds from the beginning.", 12.5)]
Minutes = Annotated[int, Meta(ge=0, le=525_600), doc("Minutes; 0 where nobody said.", 45)]
Bytes = Annotated[int, Meta(ge=0, extra={"format": "bytes"}), doc("How large it is.", 1_048_576)]
BlobKey = Annotated[
    str,
    Meta(
        pattern=r"^(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._/-]*\Z",
        max_length=300,
        description="Where the bytes lie in the object store, below the bucket.",
    ),
]
ImageKey = Annotated[
    str,
    Meta(
        pattern=r"^images/[0-9a-f]{64}\.(jpg|png|webp|svg)\Z",
        description="A picture's place in the object store, as `finishImage` gives it.",
        examples=[f"images/{'0a' * 32}.jpg"],
    ),
]

BY_HUB = Meta(extra={"by_hub": True})
"""Marks a field that the hub itself keeps: editors read it but cannot write it."""

HIDDEN = Meta(extra={"graphql": False})
"""Marks a field that the GraphQL types leave out, or resolve in a way of their own."""
