"""What an answer says beside what is known to be right, and what its errors say is missing."""

from collections.abc import Callable, Collection
from enum import Enum
from typing import Any

import msgspec

from tests.benchmarks.outages.connection import Reply
from tests.benchmarks.outages.questions import Question

OF_ABSENCE = {"unavailable", "timeout"}
OF_MISTAKES = {"invalid", "not_found"}

Data = dict[str, Any]
Path = tuple[str | int, ...]


class Verdict(Enum):
    """`LACKING`: what is missing may be. `STARVED`: the same, but since the machine was too busy
    with others for a program to run.
    """

    RIGHT = "right"
    LACKING = "lacking"
    STARVED = "starved"
    WRONG = "wrong"


def judged(
    question: Question, reply: Reply, right: Any, away: set[str], is_starved: Callable[[], bool]
) -> tuple[Verdict, str]:
    """And why it is wrong. `right` is the data that is known, `away` who was not there."""
    answer = parsed(reply)
    if reply.status not in (200, 400) or answer is None:
        return Verdict.WRONG, f"status {reply.status}: {reply.excerpt}"
    found = codes(answer)
    if question.wrong:
        refused = bool(found) and found <= OF_MISTAKES
        return (Verdict.RIGHT, "") if refused else (Verdict.WRONG, reply.excerpt)
    data, may_be = answer.get("data"), [right]
    if question.spare:
        may_be.append(_without(right, question.spare))
    told = [difference(data, each, paths(answer)) for each in may_be]
    if all(told):
        return Verdict.WRONG, told[0]
    if found <= OF_ABSENCE and (not found or question.needs & away):
        return Verdict.RIGHT if data == right else Verdict.LACKING, ""
    if found <= OF_ABSENCE and is_starved():
        return Verdict.STARVED, ""
    who = sorted(away) or "nobody"
    return Verdict.WRONG, f"{sorted(found)} while {who} is away: {reply.excerpt}"


def _without(data: Data, path: tuple[str, ...]) -> Data:
    """The same with null at the end of the path."""
    name, *below = path
    inner = _without(data[name], tuple(below)) if below else None
    return data | {name: inner}


def parsed(reply: Reply) -> Data | None:
    """The answer, or None where it is not even that."""
    try:
        found: Data = msgspec.json.decode(reply.body, type=dict)
    except msgspec.DecodeError:
        return None
    return found


def codes(answer: Data) -> set[str]:
    """Of the errors; "" for one without."""
    return {error.get("extensions", {}).get("code", "") for error in answer.get("errors", ())}


def difference(found: Any, right: Any, gaps: Collection[Path], at: str = "data") -> str:
    """Where the answer is another one, but for what errors say is missing; `gaps` are their paths.
    Empty where it is right.
    """
    if found == right or (found is None and gaps):
        return ""
    if isinstance(found, dict) and isinstance(right, dict) and found.keys() == right.keys():
        pairs = [(name, found[name], right[name]) for name in right]
        return _first(pairs, gaps, at)
    if isinstance(found, list) and isinstance(right, list) and len(found) == len(right):
        return _first(list(zip(range(len(found)), found, right, strict=True)), gaps, at)
    return f"{at} is {_short(found)}, not {_short(right)}"


def _first(
    pairs: list[tuple[str, Any, Any]] | list[tuple[int, Any, Any]], gaps: Collection[Path], at: str
) -> str:
    for name, found, right in pairs:
        below = [path[1:] for path in gaps if path and path[0] == name]
        if told := difference(found, right, below, f"{at}.{name}"):
            return told
    return ""


def _short(value: Any) -> str:
    return msgspec.json.encode(value).decode()[:100]


def paths(answer: Data) -> list[Path]:
    """Where errors happened."""
    return [tuple(error.get("path") or ()) for error in answer.get("errors", ())]
