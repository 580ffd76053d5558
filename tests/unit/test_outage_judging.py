"""How answers are judged while services come and go."""

import msgspec
import pytest

from tests.benchmarks.outages.connection import Reply
from tests.benchmarks.outages.judging import Verdict, judged
from tests.benchmarks.outages.questions import Question

RIGHT = {"experiment": {"title": "Lärm", "results": {"evaluated": 3}}, "guides": [{"id": "a"}]}
AWAY = {"path": ["guides"], "extensions": {"code": "unavailable"}}
ITEM = Question("item", b"", frozenset({"guides"}), spare=("experiment", "results"))


@pytest.mark.parametrize(
    ("status", "changes", "errors", "away", "verdict"),
    [
        (200, {}, [], set(), Verdict.RIGHT),
        (200, {"guides": None}, [AWAY], {"guides"}, Verdict.LACKING),
        (200, {"guides": None}, [AWAY], {"videos"}, Verdict.WRONG),
        (200, {"guides": None}, [], {"guides"}, Verdict.WRONG),
        (200, {"guides": []}, [AWAY], {"guides"}, Verdict.WRONG),
        (200, {"guides": None}, [AWAY | {"extensions": {}}], {"guides"}, Verdict.WRONG),
        (200, {"experiment": {"title": "Lärm", "results": None}}, [], set(), Verdict.LACKING),
        (200, {"experiment": None}, [], set(), Verdict.WRONG),
        (200, {"experiment": {"title": "Licht", "results": None}}, [], set(), Verdict.WRONG),
        (503, {"guides": None}, [AWAY], {"guides"}, Verdict.WRONG),
    ],
)
def test_an_answer_lacks_only_what_its_errors_say(
    status: int, changes: dict[str, object], errors: list[object], away: set[str], verdict: Verdict
) -> None:
    body = {"data": RIGHT | changes} | ({"errors": errors} if errors else {})
    reply = Reply(status, msgspec.json.encode(body))
    found, why = judged(ITEM, reply, RIGHT, away, lambda: False)
    assert found is verdict, why


def test_who_had_no_processor_is_told_apart() -> None:
    body = msgspec.json.encode({"data": RIGHT | {"guides": None}, "errors": [AWAY]})
    found, _ = judged(ITEM, Reply(200, body), RIGHT, set(), lambda: True)
    assert found is Verdict.STARVED
