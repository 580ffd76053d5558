"""What an answer says beside what is known to be right, and what its errors say is missing."""

from collections.abc import Collection
from typing import Any

import msgspec

from tests.benchmarks.outages.connection import Reply

OF_ABSENCE = {"unavailable", "timeout"}
OF_MISTAKES = {"invalid", "not_found"}

Data = dict[str, Any]


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


def agrees(found: Any, right: Any, gaps: Collection[tuple[str | int, ...]]) -> bool:
    """Whether it is the same but for what errors say is missing; `gaps` are their paths."""
    if found == right:
        return True
    if found is None:
        return bool(gaps)
    if isinstance(found, dict) and isinstance(right, dict):
        return found.keys() == right.keys() and all(
            agrees(found[name], right[name], _below(gaps, name)) for name in right
        )
    if isinstance(found, list) and isinstance(right, list):
        return len(found) == len(right) and all(
            agrees(one, other, _below(gaps, at))
            for at, (one, other) in enumerate(zip(found, right, strict=True))
        )
    return False


def _below(gaps: Collection[tuple[str | int, ...]], name: str | int) -> list[tuple[str | int, ...]]:
    return [path[1:] for path in gaps if path and path[0] == name]


def paths(answer: Data) -> list[tuple[str | int, ...]]:
    """Where errors happened."""
    return [tuple(error.get("path") or ()) for error in answer.get("errors", ())]
