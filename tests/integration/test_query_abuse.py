"""Questions asked to do harm: refused in a sentence, without a failure of ours."""

import re

import pytest

from infra.local.supervisor import Hub
from tests.abuse import QUERIES
from tests.consumer import Consumer


@pytest.mark.parametrize("name", QUERIES)
async def test_a_question_that_is_to_do_harm_is_refused(stranger: Consumer, name: str) -> None:
    answer = await stranger.http.post("/graphql", json={"query": QUERIES[name]})
    assert answer.status_code in (200, 429)
    body = answer.json()
    assert "data" not in body
    assert {error["extensions"]["code"] for error in body["errors"]} <= {
        "invalid",
        "too_many_attempts",
    }


async def test_nothing_of_it_is_a_failure_of_ours(hub: Hub, stranger: Consumer) -> None:
    log = hub.data / "logs" / "gateway.log"
    before = log.read_text().count('"level": "error"')
    for query in QUERIES.values():
        await stranger.http.post("/graphql", json={"query": query})
    assert log.read_text().count('"level": "error"') == before


async def test_no_name_is_told_that_was_not_asked_for(stranger: Consumer) -> None:
    """clairvoyance puts a schema together from what errors suggest for names that come close."""
    asked = "{ __schema { queryType { fields { name } } } }"
    fields = (await stranger.data(asked))["__schema"]["queryType"]["fields"]
    names = {field["name"] for field in fields}
    for name in names:
        answer = await stranger.ask(f"{{ {name[:-1]}x }}")
        said = " ".join(error["message"] for error in answer["errors"])
        assert names.isdisjoint(re.findall(r"\w+", said)), said
