"""An item of the demo content: a draft, and the pictures and links that are still to come."""

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from msgspec import Struct

from shared.contracts.content import ContentKind, Relation

FOLDER = Path(__file__).parent

Place = tuple[str | int, ...]
"""The way to a value in a draft, for instance `("steps", 2, "image")`."""


class SeedInvalid(Exception):
    """A file of the demo content breaks a rule; the message names the file and the field."""

    def __init__(self, file: Path, field: str, reason: str) -> None:
        super().__init__(f"{file.relative_to(FOLDER)}: {field}: {reason}")
        self.file = file
        self.field = field


class SeedImage(Struct, frozen=True, kw_only=True):
    """A picture to upload, and the place in the draft where its `Image` belongs."""

    at: Place
    file: Path
    alt: str
    credit: str


class SeedLink(Struct, frozen=True, kw_only=True):
    """A link whose id is known once the other item exists; `relation` is None for a clip."""

    at: Place
    kind: ContentKind
    slug: str
    relation: Relation | None


class SeedItem(Struct, frozen=True, kw_only=True):
    """One item. `draft` is in the form of its Struct, without pictures, links and clips' videos."""

    kind: ContentKind
    slug: str
    file: Path
    draft: dict[str, Any]
    images: tuple[SeedImage, ...]
    links: tuple[SeedLink, ...]
    translates: str | None

    def resolve(
        self, images: Mapping[Place, dict[str, Any]], ids: Mapping[tuple[ContentKind, str], str]
    ) -> dict[str, Any]:
        """The draft with its pictures and with those links whose items are in `ids`.

        `images` holds the contract's `Image` as builtins by the place it belongs to. A clip
        whose video is not in `ids` is left out, so the same call serves both passes.
        """
        draft = deepcopy(self.draft)
        for place, image in images.items():
            _put(draft, place, image)
        related = []
        for link in self.links:
            found = ids.get((link.kind, link.slug))
            if link.relation is None:
                _set_clip(draft, link.at, found)
            elif found:
                relation = link.relation.value
                related.append({"kind": link.kind.value, "id": found, "relation": relation})
        return {**draft, "related": related}


def dotted(place: Place) -> str:
    """A place as people write it: `steps.2.image`, counted from 0."""
    return ".".join(str(part) for part in place)


def _put(draft: Any, place: Place, value: Any) -> None:
    for part in place[:-1]:
        draft = draft[part]
    draft[place[-1]] = value


def _set_clip(draft: dict[str, Any], place: Place, video_id: str | None) -> None:
    step = draft["steps"][place[1]]
    if video_id:
        step["clip"]["video_id"] = video_id
    else:
        del step["clip"]
