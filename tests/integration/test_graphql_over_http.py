"""GraphQL over HTTP as its specification says, tried by those who wrote tests for it."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest

from infra.local.supervisor import Hub
from tests.consumer import Consumer
from tests.gateway import gateway
from tests.node import run_node

CLIENTS = Path(__file__).parent / "graphql_clients"
GRAPHQL = "application/graphql-response+json"
FIELDS = {"query": "{ fields { slug } }"}
AUDITS = 61


async def test_all_server_audits_pass(hub: Hub) -> None:
    results = await run_node(CLIENTS / "audits.mjs", f"{hub.url}/graphql")
    assert len(results) >= AUDITS
    assert [each for each in results if each["status"] != "ok"] == []


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'[{"query": "{ me { id } }"}, {"query": "{ me { id } }"}]', {}, 400),
        (b'{"query": ""}', {}, 400),
        (b'{"query": "{ me { id } }", "variables": ' + b"[" * 900 + b"]" * 900 + b"}", {}, 400),
        (b'{"query": "{ me { id } }", "variables": ' + b'{"a":' * 90 + b"1" + b"}" * 91, {}, 400),
        (b'{"query": "{ me { id } }"}', {"Content-Type": "text/plain"}, 415),
        (b"query=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b'{"query": "{ me { id } }"}', {"Content-Type": "multipart/form-data; boundary=x"}, 415),
        (b'{"query": "{ me { id } }"}', {"Accept": "image/png"}, 406),
        (b'{"query": "{ me { id } }", "x": "' + b"x" * 32_768 + b'"}', {}, 413),
    ],
)
async def test_what_is_no_request_has_its_status(
    stranger: Consumer, body: bytes, headers: dict[str, str], status: int
) -> None:
    sent = {"Content-Type": "application/json", "Accept": GRAPHQL, **headers}
    for _ in range(3):  # not even where the answer is kept
        await stranger.data("{ me { id } }")
    answer = await stranger.http.post("/graphql", content=body, headers=sent)
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["message"]
    assert error["extensions"] == {"code": "invalid"}


@pytest.mark.parametrize(
    "document",
    ["{", "{ fieldz { slug } }", "query ($n: Int!) { experiments(first: $n) { totalCount } }"],
)
async def test_what_cannot_be_carried_out_is_400_where_that_is_asked_for(
    stranger: Consumer, document: str
) -> None:
    answer = await stranger.http.post(
        "/graphql", json={"query": document}, headers={"Accept": GRAPHQL}
    )
    assert answer.status_code == 400
    assert "data" not in answer.json()


async def test_an_answer_tells_its_cost_and_what_is_left(stranger: Consumer) -> None:
    answer = await stranger.http.post("/graphql", json=FIELDS)
    assert answer.json()["extensions"] == {"cost": {"requested": 4, "maximum": 5_000}}
    assert answer.headers["ratelimit-policy"] == '"cost";q=50000;w=10'
    assert answer.headers["ratelimit"].startswith('"cost";r=')


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("{ experimants { totalCount } }", {}),
        ("{ experiments(frist: 1) { totalCount } }", {}),
        ("{ experiments(filter: {statuss: DRAFT}) { totalCount } }", {}),
        ("{ experiments(filter: {status: PUBLISHD}) { totalCount } }", {}),
        ("query ($f: ContentFiltr) { experiments(filter: $f) { totalCount } }", {}),
        ("{ node(id: 1) { ... on Experimnt { id } } }", {}),
        (
            "query ($f: ContentFilter) { experiments(filter: $f) { totalCount } }",
            {"f": {"statuss": "DRAFT"}},
        ),
        (
            "query ($f: ContentFilter) { experiments(filter: $f) { totalCount } }",
            {"f": {"status": "PUBLISHD"}},
        ),
        ("{ fields { slug } @skp(if: true) }", {}),
        ("subscription { videoProgres(id: 1) { state } }", {}),
    ],
)
async def test_nothing_is_suggested(
    stranger: Consumer, document: str, variables: dict[str, Any]
) -> None:
    answer = await stranger.ask(document, **variables)
    assert answer["errors"]
    assert "Did you mean" not in str(answer)


async def test_the_schema_can_be_asked_for(stranger: Consumer) -> None:
    query = "{ __schema { types { name fields { name } } } }"
    first, second = [await stranger.data(query) for _ in range(2)]
    assert first == second
    assert "Experiment" in {each["name"] for each in first["__schema"]["types"]}


async def test_who_has_spent_all_is_told_when_to_come_back(hub: Hub) -> None:
    settings = {"graphql_bucket": "300", "graphql_refill": "50"}
    query = {"query": "{ experiments { nodes { title summary language } } }"}
    others = [{"query": f"{query['query']} # {number}"} for number in range(6)]
    async with gateway(hub, **settings) as url, httpx.AsyncClient(base_url=url) as http:
        answers = [await http.post("/graphql", json=other) for other in others]
        assert answers[0].status_code == 200
        assert answers[-1].status_code == 429
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 2
        assert answers[-1].json()["errors"][0]["extensions"]["code"] == "too_many_attempts"
        await asyncio.sleep(int(answers[-1].headers["retry-after"]))
        assert (await http.post("/graphql", json=query)).status_code == 200


async def test_a_body_that_does_not_come_is_not_waited_for(hub: Hub) -> None:
    async with gateway(hub, graphql_body_seconds="0.3") as url:
        host, port = url.removeprefix("http://").split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(
            b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b'Content-Length: 100\r\n\r\n{"query"'
        )
        async with asyncio.timeout(10):
            said = await reader.read()
        writer.close()
    assert said.startswith(b"HTTP/1.1 408 ")


async def test_when_time_is_over_what_is_known_is_answered(hub: Hub) -> None:
    query = '{ fields { slug } experiment(slug: "a") { id } }'
    hasty = gateway(hub, graphql_execution_seconds="0.00001")
    async with hasty as url, httpx.AsyncClient(base_url=url) as http:
        body = (await http.post("/graphql", json={"query": query})).json()
    assert {"slug": "umwelt"} in body["data"]["fields"]
    assert body["data"]["experiment"] is None
    (error,) = body["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["experiment"], "timeout")
