"""SRT ends a cue with an empty line, but not every program knows: what belongs together, joined."""

from collections.abc import Iterable, Sequence

from services.videos.timed_text.blocks import Line, Part, parted
from services.videos.timed_text.findings import Findings

Blocks = list[list[Line]]


def gathered(blocks: Iterable[list[Line]], findings: Findings) -> list[Part]:
    """A part for each cue. A text that an empty line has cut off goes to the cue before it, where
    the numbers show that no cue is missing between them; else it is an error.
    """
    parts: list[Part] = []
    loose: Blocks = []
    for block in blocks:
        if not any(line.has_times for line in block):
            loose.append(block)
            continue
        last = parts[-1].number if parts else 0
        whole = [*_number_of(block, loose, last, findings), *block]
        _settle(loose, parts, findings, complete=whole[0].ordinal == last + 1)
        parts += parted(whole, last, findings)
        loose = []
    _end(loose, parts, findings)
    return parts


def _number_of(block: list[Line], loose: Blocks, last: int, findings: Findings) -> list[Line]:
    """The number of these times, where an empty line stands between the two."""
    if not block[0].has_times or not loose or _only_count(loose[-1]) != last + 1:
        return []
    findings.repair("Leere Zeile vor der Zeitangabe entfernt", block[0].number)
    return loose.pop()


def _only_count(block: Sequence[Line]) -> int | None:
    return block[0].ordinal if len(block) == 1 else None


def _settle(loose: Blocks, parts: list[Part], findings: Findings, *, complete: bool) -> None:
    for block in loose:
        if complete and parts:
            findings.repair("Leere Zeile im Untertitel entfernt", block[0].number)
            parts[-1].lines.extend(block)
        else:
            findings.error(block[0].number, "Hier fehlt die Zeitangabe.")


def _end(loose: Blocks, parts: list[Part], findings: Findings) -> None:
    """Some programs write the next number after the last cue. Another one may be of a lost cue."""
    if loose and parts and _only_count(loose[-1]) == parts[-1].number + 1:
        findings.repair("Einzelne Nummer am Dateiende weggelassen", loose.pop()[0].number)
    counted = any(block[0].ordinal is not None for block in loose)
    _settle(loose, parts, findings, complete=not counted)
