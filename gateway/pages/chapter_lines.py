"""Chapters and moments of a film as editors type them: `1:30 Was ist Feinstaub?`, one a line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.pages.formats import clock
from shared.contracts.chapters import disorder
from shared.contracts.video import Chapter

Error = dict[str, Any]
_CLOCK = re.compile(r"(?:(\d{1,2}):)?([0-5]?\d):([0-5]\d)(?:[.,](\d{1,3}))?", re.ASCII)
_LINE = re.compile(r"(\S+)\s+(\S.*)")
_OF_CHAPTER = re.compile(r"chapters\[(\d+)\].*")
_SHAPE = "Bitte schreiben Sie die Zeit und dann den Titel, etwa „1:30 Was ist Feinstaub?“."
_MOMENT = "Bitte schreiben Sie die Zeit in Minuten und Sekunden, etwa 1:30, oder 1:02:30."


@dataclass(frozen=True, slots=True)
class ChapterLines:
    """The chapters, with the line that each stands in, and what is wrong."""

    chapters: tuple[Chapter, ...]
    lines: tuple[int, ...]
    errors: tuple[Error, ...]

    def placed(self, errors: Iterable[Mapping[str, Any]]) -> list[Error]:
        """The hub's errors at the form's fields: `chapters[1].title` → the line it stands in."""
        return [self._placed(error) for error in errors]

    def _placed(self, error: Mapping[str, Any]) -> Error:
        match = _OF_CHAPTER.fullmatch(error["field"] or "")
        if match is None:
            return dict(error)
        message = f"Zeile {self.lines[int(match[1])]}: {error['message']}"
        return {**error, "field": "chapters", "message": message}


def seconds_of(text: str) -> float | None:
    """`1:02:03,5` → 3723.5; None for what is no time."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[:3])
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{match[4] or 0}")


def clock_of(seconds: float) -> str:
    """The same the other way, to the millisecond: `3723.5` → `1:02:03,5`."""
    whole, rest = divmod(round(seconds * 1000), 1000)
    return clock(whole) + (f",{rest:03}".rstrip("0") if rest else "")


def written(chapters: Iterable[Mapping[str, Any]]) -> str:
    """Chapters, as GraphQL gives them, as lines."""
    return "\n".join(f"{clock_of(one['startSeconds'])} {one['title']}" for one in chapters)


def read(text: str, end: float | None) -> ChapterLines:
    """What was typed; `end` is where the film ends, in seconds, where that is known."""
    found: list[tuple[int, Chapter]] = []
    errors: list[Error] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        chapter = _chapter(line.strip())
        if chapter is None:
            errors.append(_wrong("chapters", f"Zeile {number}: {_SHAPE}"))
        else:
            found.append((number, chapter))
    lines, chapters = tuple(number for number, _ in found), tuple(one for _, one in found)
    for number, message in () if errors else disorder(chapters, end):
        errors.append(_wrong("chapters", f"Zeile {lines[number - 1]}: {message}"))
    return ChapterLines(chapters, lines, tuple(errors))


def _chapter(line: str) -> Chapter | None:
    match = _LINE.fullmatch(line)
    begins = seconds_of(match[1]) if match else None
    return Chapter(title=match[2], start_seconds=begins) if match and begins is not None else None


def read_moment(text: str, end: float | None) -> tuple[float | None, list[Error]]:
    """A moment for the poster, None where nothing is typed, and what is wrong."""
    moment = seconds_of(text) if text else None
    if text and moment is None:
        return None, [_wrong("posterSeconds", _MOMENT)]
    if moment is not None and end is not None and moment >= end:
        over = f"So lang ist das Video nicht: Es endet nach {clock_of(end)}."
        return None, [_wrong("posterSeconds", over)]
    return moment, []


def _wrong(field: str, message: str) -> Error:
    return {"field": field, "code": "invalid", "message": message}
