"""Arguments that several fields take, each told once."""

from typing import Annotated

import strawberry

from gateway.graphql.resolved import argument
from shared.contracts.video import TrackKind

First = Annotated[int, argument("How many at most.", 20)]
After = Annotated[
    str | None,
    argument(
        "The place to go on from: `endCursor` of the page before.",
        "2026-05-04T10:00:00+00:00/0190a5c2-7b3e-7c1d-9f2a-3b4c5d6e7f80",
    ),
]
ItemId = Annotated[strawberry.ID, argument("The item's global id.")]
RemakeId = Annotated[strawberry.ID, argument("The report's global id.")]
ItemSlug = Annotated[
    str, argument("The end of the address of the item's page.", "feinstaub-messen")
]
InLanguage = Annotated[str | None, argument("In this language alone (BCP 47).", "de")]
OfLanguage = Annotated[str, argument("The language of the captions, BCP 47.", "de")]
SpokenLanguage = Annotated[
    str | None,
    argument("The language of the captions to read, BCP 47; null for the video's own.", "de"),
]
Seen = Annotated[
    int | None,
    argument("The `revision` that you saw; where it is an older one, nothing is done.", 3),
]
OfTrack = Annotated[TrackKind, argument("Which file of the video.")]
Code = Annotated[str, argument("The code that was sent with the report.", "7ZQ4M2K9XB3H8T5WJ6NC")]
