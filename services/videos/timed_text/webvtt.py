"""WebVTT (W3C, "The Web Video Text Tracks Format")."""

import re
from collections.abc import Iterable, Sequence

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
        if ARROW in line.text:
            named = place > 1 and not _ABOUT.fullmatch(lines[place - 1].text)
            findings.repair("Leerzeile nach dem Dateikopf ergänzt", lines[place - named].number)
            return lines[place - named :]
        if _ABOUT.fullmatch(line.text):
            findings.repair("Angaben im Dateikopf weggelassen", line.number)
    return []


def _read_block(block: list[Line], cues: list[tuple[int, Cue]], findings: Findings) -> None:
    first = block[0]
    if _COMMENT.fullmatch(first.text):
        return
    if first.text in ("STYLE", "REGION"):
        findings.repair(f"Gestaltung ({first.text}) weggelassen", first.number)
        return
    if not any(ARROW in line.text for line in block):
        findings.error(first.number, "Hier fehlt die Zeitangabe.")
        return
    for one in parted(block, findings):
        _read_cue(one, cues, findings)


def _read_cue(block: list[Line], cues: list[tuple[int, Cue]], findings: Findings) -> None:
    titled = ARROW not in block[0].text
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
