"""What WebVTT and SRT have in common: blocks of lines, each with a line of times."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from services.videos.timed_text.cues import MAX_CHARACTERS, MAX_CUES, MAX_WRITTEN, Cue, moment
from services.videos.timed_text.findings import Findings

ARROW = "-->"
_LOST = "\ufffd\0"
_MOST_DIGITS = 10
_TOO_LONG = f"Der Text ist länger als {MAX_CHARACTERS} Zeichen."
_TOO_LONG_WRITTEN = f"Der Text ist mit seinen Auszeichnungen länger als {MAX_WRITTEN} Zeichen."


class Line(NamedTuple):
    """A line of the file, counted from 1; `empty` where not even spaces stand in it."""

    number: int
    text: str
    empty: bool

    @property
    def has_times(self) -> bool:
        return ARROW in self.text

    @property
    def ordinal(self) -> int | None:
        """The number of a cue that it may be."""
        return int(self.text) if self.text.isdecimal() and len(self.text) < _MOST_DIGITS else None


class Part(NamedTuple):
    """A block of one cue at most; `number` is the one that it has, or would have."""

    number: int
    lines: list[Line]


class Timing(NamedTuple):
    """A line of times; `rest` is what stands after them."""

    start: float
    end: float
    rest: str


def numbered(text: str, findings: Findings) -> list[Line]:
    """The file's lines without spaces at their ends."""
    lines = []
    for number, line in enumerate(text.split("\n"), start=1):
        kept = line.rstrip(" \t")
        if kept != line:
            findings.repair("Leerzeichen am Zeilenende entfernt", number)
        if any(lost in line for lost in _LOST):
            findings.error(number, "Ein Zeichen ist unlesbar. Bitte speichern Sie die Datei neu.")
        lines.append(Line(number, kept, empty=not line))
    return lines


def blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Runs of lines, parted by empty ones; a line of spaces ends none (W3C WebVTT 6.1)."""
    block: list[Line] = []
    for line in lines:
        if line.text or (block and not line.empty):
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def parted(block: list[Line], last: int, findings: Findings) -> list[Part]:
    """A part for each line of times in it: the empty line between them may be missing.

    `last` is the number of the cue before.
    """
    starts: list[int] = []
    numbers: list[int] = []
    for place, line in enumerate(block):
        if line.has_times:
            starts.append(place - _is_headed(block, place, last))
            count = block[starts[-1]].ordinal
            last = last + 1 if count is None else count
            numbers.append(last)
    for start in starts[1:]:
        findings.repair("Leerzeile vor dem Untertitel ergänzt", block[start].number)
    borders = pairwise([0, *starts[1:], len(block)])
    return [Part(number, block[a:b]) for number, (a, b) in zip(numbers, borders, strict=True)]


def _is_headed(block: Sequence[Line], place: int, last: int) -> bool:
    """Whether a number or a name stands before these times; after a text, only the next number."""
    if place == 0 or block[place - 1].has_times:
        return False
    count = block[place - 1].ordinal
    after_text = place > 1 and bool(block[place - 2].text)
    return place == 1 or (count is not None and (count == last + 1 or not after_text))


def timing(line: Line, mark: str, findings: Findings) -> Timing | None:
    """Reads a line of times, or says what is wrong with it."""
    before, _, after = line.text.partition(ARROW)
    end, _, rest = after.strip(" \t").replace("\t", " ").partition(" ")
    first, last = moment(before.strip(" \t"), mark), moment(end, mark)
    if first is None or last is None:
        findings.error(line.number, "Die Zeitangabe ist falsch geschrieben.")
        return None
    for kind in dict.fromkeys((*first.repairs, *last.repairs)):
        findings.repair(kind, line.number)
    if not re.search(r"[ \t]-->[ \t]", line.text):
        findings.repair("Leerzeichen um den Pfeil ergänzt", line.number)
    if last.seconds <= first.seconds:
        before_it = last.seconds < first.seconds
        said = "Das Ende liegt vor dem Anfang." if before_it else "Anfang und Ende sind gleich."
        findings.error(line.number, said)
        return None
    return Timing(first.seconds, last.seconds, rest)


def payload_of(lines: Sequence[Line], findings: Findings) -> list[str]:
    """A cue's lines, none where they are too much to look at."""
    if sum(len(line.text) for line in lines) > MAX_WRITTEN:
        findings.error(lines[0].number, _TOO_LONG_WRITTEN)
        return []
    return [line.text for line in lines]


def keep(cues: list[tuple[int, Cue]], cue: Cue, line: Line, findings: Findings, shown: str) -> None:
    """Adds a cue that has a text, within the bounds."""
    if not shown.strip():
        findings.repair("Untertitel ohne Text weggelassen", line.number)
    elif len(shown) > MAX_CHARACTERS:
        findings.error(line.number, _TOO_LONG)
    elif sum(len(each) for each in cue.lines) > MAX_WRITTEN:
        findings.error(line.number, _TOO_LONG_WRITTEN)
    elif len(cues) == MAX_CUES:
        findings.error(line.number, f"Mehr als {MAX_CUES} Untertitel sind nicht möglich.")
    else:
        cues.append((line.number, cue))
