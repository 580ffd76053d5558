"""What is shown and said in a video: scenes read from `narration/<slug>.toml`."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from infra.seed.items import FOLDER, SeedInvalid

FILES = FOLDER / "narration"
IMAGES = FOLDER / "images"


class Scene(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A slide and the sentences spoken over it; line n appears with sentence n.

    `view` is the part of the drawing to show: x, y, width, height in the drawing's units.
    """

    chapter: Annotated[str, Meta(min_length=1, max_length=200)]
    heading: Annotated[str, Meta(min_length=1, max_length=34)]
    lines: Annotated[tuple[str, ...], Meta(min_length=1, max_length=4)]
    drawing: str
    say: Annotated[tuple[str, ...], Meta(min_length=1)]
    layout: Literal["side", "wide"] = "side"
    view: tuple[int, int, int, int] = (0, 0, 1600, 900)


class Narration(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The scenes of a video; `spoken` says how the voice should read a word."""

    scenes: Annotated[tuple[Scene, ...], Meta(min_length=1)]
    spoken: dict[str, str] = {}

    def for_voice(self, sentence: str) -> str:
        """The sentence with the words that the voice would read wrongly spelled out."""
        for written in sorted(self.spoken, key=len, reverse=True):
            sentence = sentence.replace(written, self.spoken[written])
        return sentence


def slugs() -> list[str]:
    """The slugs of the videos that have a narration."""
    return sorted(file.stem for file in FILES.glob("*.toml"))


def load(slug: str) -> Narration:
    """The narration of a video; raises `SeedInvalid` with the field that is wrong."""
    file = FILES / f"{slug}.toml"
    try:
        narration = msgspec.toml.decode(file.read_bytes(), type=Narration)
    except msgspec.DecodeError as error:
        raise SeedInvalid(file, "scenes", str(error)) from error
    for number, scene in enumerate(narration.scenes):
        if not (IMAGES / scene.drawing).is_file():
            raise SeedInvalid(file, f"scenes.{number}.drawing", f"there is no {scene.drawing}")
    return narration


def sources(slug: str) -> list[Path]:
    """The files that a video is made of, besides the program itself."""
    drawings = {IMAGES / scene.drawing for scene in load(slug).scenes}
    return [FILES / f"{slug}.toml", *sorted(drawings)]
