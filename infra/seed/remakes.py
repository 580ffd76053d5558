"""Example reports for the demo: made up, marked as such, a file for each item."""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from infra.seed.items import FOLDER, SeedInvalid
from shared.contracts.content import ContentKind


class SeedReport(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A report as a maker would type it; `answers` by the names of the form's fields."""

    worked: bool
    place: str
    answers: dict[str, str]
    note: str = ""


class SeedRemakes(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The reports on one item; the file is named after its slug."""

    kind: ContentKind
    reports: Annotated[tuple[SeedReport, ...], Meta(min_length=1)]


def load_remakes() -> dict[str, SeedRemakes]:
    """All example reports, by the slug of their item."""
    return {file.stem: _load(file) for file in sorted((FOLDER / "remakes").glob("*.yaml"))}


def _load(file: Path) -> SeedRemakes:
    try:
        return msgspec.yaml.decode(file.read_bytes(), type=SeedRemakes)
    except msgspec.DecodeError as error:
        raise SeedInvalid(file, "remakes", str(error)) from error
