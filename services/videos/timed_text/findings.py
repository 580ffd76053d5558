"""What a reader finds in a file: what is wrong, and what it has put right."""

from msgspec.structs import replace

from services.videos.timed_text.cues import SMALL_OVERLAP_SECONDS, Cue
from shared.contracts.errors import Invalid

MOST_ERRORS = 20
_NAMED_LINES = 5


class TooMuchWrong(Exception):
    """The reader may stop: enough errors are found to be told."""


class Findings:
    """Errors in the order of lines, up to a bound, and repairs by their kind."""

    def __init__(self) -> None:
        self._errors: dict[int, str] = {}
        self._repairs: dict[str, list[int]] = {}

    def error(self, line: int, message: str) -> None:
        """The first error of a line counts."""
        if len(self._errors) == MOST_ERRORS and line not in self._errors:
            raise TooMuchWrong
        self._errors.setdefault(line, f"Zeile {line}: {message}")

    def repair(self, kind: str, line: int = 0) -> None:
        """What was put right, 0 where it is true of the whole file."""
        lines = self._repairs.setdefault(kind, [])
        if line and line not in lines[-1:]:
            lines.append(line)

    def refuse(self, *, cut: bool) -> None:
        """Raises `Invalid` with all errors, a line each, where there are some."""
        if not self._errors:
            return
        told = [self._errors[line] for line in sorted(self._errors)]
        more = ["Weitere Fehler werden nicht einzeln genannt."] if cut else []
        raise Invalid("\n".join([*told, *more]), field="text")

    @property
    def repairs(self) -> tuple[str, ...]:
        """Sentences for the editor."""
        return tuple(f"{kind}{_place(lines)}." for kind, lines in self._repairs.items())


def _place(lines: list[int]) -> str:
    if not lines:
        return ""
    named = ", ".join(str(line) for line in lines[:_NAMED_LINES])
    more = len(lines) - _NAMED_LINES
    rest = f" und {more} weitere" if more > 0 else ""
    return f" ({'Zeile' if len(lines) == 1 else 'Zeilen'} {named}{rest})"


def in_order(cues: list[tuple[int, Cue]], findings: Findings) -> list[Cue]:
    """The cues with their lines, sorted; tiny overlaps are cut off, as players would flicker."""
    ordered = sorted(cues, key=lambda each: each[1].start_seconds)
    if ordered != cues:
        findings.repair("Untertitel nach der Zeit geordnet")
    kept: list[Cue] = []
    for place, (line, cue) in enumerate(ordered):
        after = ordered[place + 1][1].start_seconds if place + 1 < len(ordered) else None
        kept.append(_shortened(cue, after, line, findings))
    return kept


def _shortened(cue: Cue, after: float | None, line: int, findings: Findings) -> Cue:
    if after is None or after <= cue.start_seconds:
        return cue
    if not 0 < round(cue.end_seconds - after, 3) < SMALL_OVERLAP_SECONDS:
        return cue
    findings.repair("Kurze Überschneidung mit dem nächsten Untertitel beseitigt", line)
    return replace(cue, end_seconds=after)
