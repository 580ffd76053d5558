"""The forms for captions, chapters and the poster: what was typed, read whatever it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from litestar.datastructures import FormMultiDict, UploadFile
from msgspec import Struct

from gateway.pages.chapter_lines import clock_of, written
from shared.contracts.content import ContentKind
from shared.contracts.languages import LANGUAGES, SIGNED

FIELDS = {"caption.file", "caption.language", "speech.language", "chapters", "posterSeconds"}
"""A link leads to each that is wrong."""

_LONGEST = 40_000
"""More than a hundred chapters need; what is longer is not read back to whoever sent it."""


class TypedVideo(Struct, kw_only=True):
    """The forms as they stand; `kept`: the captions were taken, and what there is to say of it."""

    language: str
    spoken: str
    chapters: str
    poster: str
    sounds: bool = False
    reviewed: bool = False
    kept: bool = False
    repairs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def stored(item: Mapping[str, Any]) -> TypedVideo:
    """The forms for a video that nobody has typed at."""
    poster = item["posterSeconds"]
    return TypedVideo(
        language=item["language"],
        spoken=item["language"],
        chapters=written(item["chapters"]),
        poster="" if poster is None else clock_of(poster),
    )


def languages(item: Mapping[str, Any]) -> list[str]:
    """In what captions may be: what the pages have names for, and what there is already."""
    known = (tag for tag in LANGUAGES if tag != SIGNED)
    return list(dict.fromkeys((*known, *(one["language"] for one in item["captions"]))))


def shown(
    item: Mapping[str, Any], typed: TypedVideo | None, errors: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the page of an item says of a video; other kinds have none of it."""
    if item["kind"] != ContentKind.VIDEO.name:
        return {"moments_conflict": False}
    stale = any((error["code"], error["field"]) == ("conflict", "revision") for error in errors)
    return {
        "video": typed or stored(item), "now_typed": stored(item),
        "moments_conflict": typed is not None and stale,
        "caption_languages": languages(item),
    }  # fmt: skip


def text_in(form: FormMultiDict, name: str) -> str:
    found = form.get(name)
    return found[:_LONGEST].strip() if isinstance(found, str) else ""


async def file_in(form: FormMultiDict, name: str) -> bytes:
    """The bytes of a file; none where no file was chosen."""
    found = form.get(name)
    return await found.read() if isinstance(found, UploadFile) else b""
