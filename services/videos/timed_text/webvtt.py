"""WebVTT (W3C, "The Web Video Text Tracks Format")."""

import re
from collections.abc import Iterable, Sequence
from itertools import dropwhile

from services.videos.timed_text import cue_text
from services.videos.timed_text.blocks import (
    ARROW,
    Line,
    blocks,
    keep,
    numbered,
    parted,
    payload_of,
    timing,
)
from services.videos.timed_text.cues import Cue
from services.videos.timed_text.findings import Findings, in_order
from shared.kit.webvtt import timestamp

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
_COMMENT = re.compile(r"NOTE(?:[ \t].*)?")
_ABOUT = re.compile(r"[A-Za-z][\w-]*[:=].*")
_PERCENT = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%"
_SETTING = re.compile(
    rf"vertical:(?:rl|lr)|line:(?:-?\d+|{_PERCENT})(?:,(?:start|center|end))?"
    rf"|position:{_PERCENT}(?:,(?:line-left|center|line-right))?"
    rf"|size:{_PERCENT}|align:(?:start|center|end|left|right)"
)


def read(text: str, findings: Findings) -> list[Cue]:
    """The cues of a file whose line ends are plain; errors and repairs go to `findings`."""
    lines = numbered(text, findings)
    if not is_webvtt(text):
        findings.error(1, "Die Datei beginnt nicht mit WEBVTT.")
    cues: list[tuple[int, Cue]] = []
    for block in blocks(_body(lines, findings)):
        _read_block(block, cues, findings)
    return in_order(cues, findings)


def is_webvtt(text: str) -> bool:
    """Whether the first line names the format."""
    return bool(_HEADER.fullmatch(text.partition("\n")[0]))


def _body(lines: list[Line], findings: Findings) -> list[Line]:
    """What follows the header; where no empty line ends it, the first times or their name do."""
    for place, line in enumerate(lines[1:], start=1):
        if not line.text:
            return lines[place:]
        if line.has_times:
            named = place > 1 and not _ABOUT.fullmatch(lines[place - 1].text)
            findings.repair("Leerzeile nach dem Dateikopf ergänzt", lines[place - named].number)
            return lines[place - named :]
        if _ABOUT.fullmatch(line.text):
            findings.repair("Angaben im Dateikopf weggelassen", line.number)
    return []


def _read_block(block: list[Line], cues: list[tuple[int, Cue]], findings: Findings) -> None:
    first = block[0]
    timed = any(line.has_times for line in block)
    if _is_no_cue(first, findings):
        if timed:
            _read_block(_from_times(block, findings), cues, findings)
    elif timed:
        for part in parted(block, 0, findings):
            _read_cue(part.lines, cues, findings)
    else:
        findings.error(first.number, "Hier fehlt die Zeitangabe.")


def _is_no_cue(first: Line, findings: Findings) -> bool:
    if first.text in ("STYLE", "REGION"):
        findings.repair(f"Gestaltung ({first.text}) weggelassen", first.number)
        return True
    return bool(_COMMENT.fullmatch(first.text))


def _from_times(block: list[Line], findings: Findings) -> list[Line]:
    """A line of times ends comments and styles, too."""
    timed = list(dropwhile(lambda line: not line.has_times, block))
    findings.repair("Leerzeile vor dem Untertitel ergänzt", timed[0].number)
    return timed


def _read_cue(block: list[Line], cues: list[tuple[int, Cue]], findings: Findings) -> None:
    titled = not block[0].has_times
    line = block[1] if titled else block[0]
    times = timing(line, ".", findings)
    if times is None:
        return
    payload = payload_of(block[1 + titled :], findings)
    text = cue_text.from_webvtt(payload, lambda kind: findings.repair(kind, line.number))
    cue = Cue(
        start_seconds=times.start,
        end_seconds=times.end,
        lines=text,
        settings=_settings(times.rest.split(), line, findings),
    )
    keep(cues, cue, line, findings, cue_text.plain(text))


def _settings(given: Iterable[str], line: Line, findings: Findings) -> str:
    """Each setting once, and only those that WebVTT knows."""
    kept: dict[str, str] = {}
    for setting in given:
        mended = "align:center" if setting == "align:middle" else setting
        if _SETTING.fullmatch(mended):
            kept[mended.partition(":")[0]] = mended
        if kept.get(mended.partition(":")[0]) != setting:
            findings.repair(
                "Unbekannte Angabe zur Anordnung weggelassen oder berichtigt", line.number
            )
    return " ".join(kept.values())


def serialised(cues: Sequence[Cue]) -> str:
    """The one way in which the hub writes WebVTT."""
    return "\n\n".join(["WEBVTT", *(_block(cue) for cue in cues)]) + "\n"


def _block(cue: Cue) -> str:
    times = f"{timestamp(cue.start_seconds)} {ARROW} {timestamp(cue.end_seconds)}"
    return "\n".join([f"{times} {cue.settings}".rstrip(), *cue.lines])
