"""SubRip (SRT): no standard, but a common practice."""

from collections.abc import Sequence

from services.videos.timed_text import cue_text
from services.videos.timed_text.blocks import (
    ARROW,
    Line,
    blocks,
    keep,
    numbered,
    payload_of,
    timing,
)
from services.videos.timed_text.cues import Cue
from services.videos.timed_text.findings import Findings, in_order
from services.videos.timed_text.gathering import gathered
from shared.kit.webvtt import timestamp


def read(text: str, findings: Findings) -> list[Cue]:
    """The cues of a file whose line ends are plain; errors and repairs go to `findings`."""
    lines = [line._replace(empty=not line.text) for line in numbered(text, findings)]
    cues: list[tuple[int, Cue]] = []
    for part in gathered(blocks(lines), findings):
        _read_cue(part.lines, cues, findings)
    return in_order(cues, findings)


def _read_cue(block: list[Line], cues: list[tuple[int, Cue]], findings: Findings) -> None:
    counted = not block[0].has_times
    line = block[1] if counted else block[0]
    if not counted:
        findings.repair("Nummer des Untertitels ergänzt", line.number)
    elif not block[0].text.isdecimal():
        findings.repair("Zeile vor der Zeitangabe weggelassen", block[0].number)
    times = timing(line, ",", findings)
    if times is None:
        return
    if times.rest:
        findings.repair("Angabe nach der Zeit weggelassen", line.number)
    payload = payload_of(block[1 + counted :], findings)
    text = cue_text.from_srt(payload, lambda kind: findings.repair(kind, line.number))
    cue = Cue(start_seconds=times.start, end_seconds=times.end, lines=text)
    keep(cues, cue, line, findings, cue_text.plain(text))


def serialised(cues: Sequence[Cue]) -> str:
    """SRT for programs that know nothing else: without positions, colours and names."""
    return "\n".join(_block(number, cue) for number, cue in enumerate(cues, start=1))


def _block(number: int, cue: Cue) -> str:
    times = f"{timestamp(cue.start_seconds, ',')} {ARROW} {timestamp(cue.end_seconds, ',')}"
    return f"{number}\n{times}\n{cue_text.to_srt(cue.lines)}\n"
