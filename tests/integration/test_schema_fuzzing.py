"""Questions made from the schema by Schemathesis: whatever they are, no failure is ours."""

import asyncio
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from schemathesis.graphql import nodes

from infra.local.supervisor import Hub

EXAMPLES = 4
ROOTS = ("Query", "Mutation")


async def test_no_question_makes_the_hub_fail(hub: Hub) -> None:
    """In a thread: who holds up this one holds up the hub, whose words nobody would read."""
    assert await asyncio.to_thread(_tried, hub.url) > 40


def _tried(url: str) -> int:
    schemathesis.graphql.scalar("Bytes", some.integers(0, 2**60).map(nodes.Int))
    schema = schemathesis.graphql.from_url(f"{url}/graphql")
    tried = 0
    for root in ROOTS:
        for field in schema[root]:
            _no_failure(schema[root][field])
            tried += 1
    return tried


def _no_failure(operation: Any) -> None:
    @settings(
        max_examples=EXAMPLES, database=None, derandomize=True, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        answer = case.call()
        assert answer.status_code < 500, case.body
        codes = [error["extensions"]["code"] for error in answer.json().get("errors", ())]
        assert "internal" not in codes, case.body

    ask()
