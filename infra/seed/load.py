"""Reads the demo content: each YAML file holds what an editor would write, links given by slug."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from infra.seed.items import FOLDER, Place, SeedImage, SeedInvalid, SeedItem, SeedLink, dotted
from infra.seed.occasions import appointments, today
from shared.contracts.city import City
from shared.contracts.content import ContentKind

FOLDERS = {
    ContentKind.VIDEO: "videos",
    ContentKind.GUIDE: "guides",
    ContentKind.EXPERIMENT: "experiments",
}
"""In this order, most links point to items that are there already."""


def load_city(file: Path = FOLDER / "city.toml") -> City:
    """The city of the demo, with its innovation fields and measures."""
    try:
        return msgspec.toml.decode(file.read_bytes(), type=City)
    except msgspec.DecodeError as error:
        raise SeedInvalid(file, "city", str(error)) from error


def load_all() -> list[SeedItem]:
    """All items: videos, guides, experiments, and each translation after its original."""
    items = [_load(kind, file) for kind in FOLDERS for file in _files(kind)]
    return [i for i in items if not i.translates] + [i for i in items if i.translates]


def _files(kind: ContentKind) -> list[Path]:
    return sorted((FOLDER / FOLDERS[kind]).glob("*.yaml"))


def _load(kind: ContentKind, file: Path) -> SeedItem:
    draft = _decode(file)
    if draft.get("slug") != file.stem:
        raise SeedInvalid(file, "slug", f"must be the file's name, {file.stem!r}")
    translates = draft.pop("translates", None)
    draft["dates"] = appointments(file, draft.get("dates", ()), today())
    images = tuple(_images(file, draft))
    links = tuple(_links(file, draft))
    return SeedItem(
        kind=kind,
        slug=file.stem,
        file=file,
        draft=draft,
        images=images,
        links=links,
        translates=translates,
    )


def _decode(file: Path) -> dict[str, Any]:
    try:
        return msgspec.yaml.decode(file.read_bytes(), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise SeedInvalid(file, "YAML", str(error)) from error


def _images(file: Path, draft: dict[str, Any]) -> Iterator[SeedImage]:
    """Takes the pictures out of the draft."""
    if "cover" in draft:
        yield _image(file, ("cover",), draft.pop("cover"))
    for number, step in enumerate(draft.get("steps", ())):
        if "image" in step:
            yield _image(file, ("steps", number, "image"), step.pop("image"))


def _image(file: Path, place: Place, entry: dict[str, str]) -> SeedImage:
    field = dotted(place)
    if set(entry) - {"credit"} != {"file", "alt"}:
        raise SeedInvalid(file, field, "must have `file`, `alt` and maybe `credit`")
    picture = FOLDER / entry["file"]
    if not picture.is_file():
        raise SeedInvalid(file, f"{field}.file", f"there is no {entry['file']}")
    return SeedImage(at=place, file=picture, alt=entry["alt"], credit=entry.get("credit", ""))


def _links(file: Path, draft: dict[str, Any]) -> Iterator[SeedLink]:
    """Takes the links out of the draft; a clip keeps its times."""
    for number, entry in enumerate(draft.pop("related", ())):
        yield _link(file, ("related", number), {"relation": "related", **entry})
    for number, step in enumerate(draft.get("steps", ())):
        if "clip" in step:
            place: Place = ("steps", number, "clip")
            slug = step["clip"].pop("video", None)
            yield _link(file, place, {"kind": "video", "slug": slug, "relation": None})


def _link(file: Path, place: Place, entry: dict[str, Any]) -> SeedLink:
    try:
        return msgspec.convert({"at": place, **entry}, SeedLink)
    except msgspec.ValidationError as error:
        raise SeedInvalid(file, dotted(place), str(error)) from error


if __name__ == "__main__":
    from infra.seed.check import main

    main()
