"""When each sentence is spoken, and what follows from it: captions, chapters, transcript."""

from collections.abc import Sequence

from msgspec import Struct

from infra.seed.narration import Narration, Scene
from shared.contracts.video import Chapter
from shared.kit.webvtt import timestamp

LEAD_SECONDS = 0.7
"""Silence before the first sentence of a scene, while its slide fades in."""
PAUSE_SECONDS = 0.6
TAIL_SECONDS = 0.5
LINE_LENGTH = 42
LINES_PER_CUE = 2


class Spoken(Struct, frozen=True):
    """A sentence on the timeline, in seconds from the start of the video."""

    scene: int
    number: int
    text: str
    start: float
    end: float


class Timeline(Struct, frozen=True):
    """All sentences of a video, the start of each scene, and the whole length in seconds."""

    sentences: tuple[Spoken, ...]
    scene_starts: tuple[float, ...]
    seconds: float


def lay_out(scenes: Sequence[Scene], durations: Sequence[float]) -> Timeline:
    """Puts the sentences one after the other; `durations` in the order they are spoken."""
    left = iter(durations)
    sentences: list[Spoken] = []
    starts: list[float] = []
    now = 0.0
    for number, scene in enumerate(scenes):
        starts.append(now)
        now += LEAD_SECONDS
        for position, text in enumerate(scene.say):
            length = next(left)
            sentences.append(Spoken(number, position, text, now, now + length))
            now += length + PAUSE_SECONDS
        now += TAIL_SECONDS
    return Timeline(tuple(sentences), tuple(starts), now)


def chapters(narration: Narration, timeline: Timeline) -> tuple[Chapter, ...]:
    """A chapter for each scene."""
    return tuple(
        Chapter(title=scene.chapter, start_seconds=round(start, 3))
        for scene, start in zip(narration.scenes, timeline.scene_starts, strict=True)
    )


def transcript(narration: Narration) -> str:
    """What is said and shown, as Markdown."""
    parts = []
    for scene in narration.scenes:
        shown = "; ".join(scene.lines)
        parts.append(f"## {scene.chapter}\n\n{' '.join(scene.say)}\n\n*Zu sehen: {shown}*")
    return "\n\n".join(parts) + "\n"


def webvtt(timeline: Timeline) -> str:
    """Captions of at most two lines of 42 characters, timed within each sentence by length."""
    cues = ["WEBVTT\nLanguage: de"]
    for sentence in timeline.sentences:
        parts = _cue_texts(sentence.text)
        total = sum(len(part) for part in parts)
        start = sentence.start
        for part in parts:
            end = start + (sentence.end - sentence.start) * len(part) / total
            cues.append(f"{timestamp(start)} --> {timestamp(end)}\n{part}")
            start = end
    return "\n\n".join(cues) + "\n"


def _cue_texts(sentence: str) -> list[str]:
    """The sentence in pieces of two lines, split near the middle, best after a comma."""
    lines = _balance(sentence)
    if len(lines) <= LINES_PER_CUE:
        return ["\n".join(lines)]
    spaces = [at for at, letter in enumerate(sentence) if letter == " "]
    at = min(spaces, key=lambda at: _split_cost(sentence, at))
    return [*_cue_texts(sentence[:at]), *_cue_texts(sentence[at + 1 :])]


def _split_cost(sentence: str, at: int) -> float:
    distance = abs(at - len(sentence) / 2)
    return distance - LINE_LENGTH / 2 if sentence[at - 1] in ",.:?" else distance


def _balance(text: str) -> list[str]:
    """One line if it fits, else two of about the same length."""
    if len(text) <= LINE_LENGTH:
        return [text]
    for width in range(len(text) // 2, LINE_LENGTH + 1):
        lines = _wrap(text.split(), width)
        if len(lines) <= LINES_PER_CUE and max(map(len, lines)) <= LINE_LENGTH:
            return lines
    return _wrap(text.split(), LINE_LENGTH)


def _wrap(words: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
