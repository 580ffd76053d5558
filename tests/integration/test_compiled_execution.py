"""Compiled execution answers as the interpreted does: the same bytes, the same errors."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from strawberry.schema import Schema

from gateway.clients import Patience
from gateway.graphql.http_answer import formatted
from gateway.graphql.ids import encode
from gateway.graphql.schema import make_schema
from infra.local.supervisor import Hub
from shared.contracts.caller import Caller, Role
from shared.kit import trace
from shared.kit.ids import new_id
from tests.consumer import WITHDRAW, Consumer
from tests.film import CAPTION, WEBVTT
from tests.in_process import PATIENCE, Desk, desk
from tests.questions import Question, Values, questions
from tests.whereabouts import ON_SITE

EXAMPLES, TRIES = 300, 4
TRACE = f"00-{'5' * 32}-{'5' * 16}-01"
EDITOR = Caller(id=new_id(), name="Kim Muster", role=Role.EDITOR)
CALLERS = (None, EDITOR, EDITOR, EDITOR)
GUIDE = """mutation ($input: GuideInput!) { createGuide(input: $input) {
  made: guide { id slug } userErrors { message } } }"""
VIDEO = """mutation ($input: VideoInput!) { createVideo(input: $input) {
  made: video { id slug } userErrors { message } } }"""
TWO_SERVICES = """query ($experiment: String!, $guide: String!) {
  experiment(slug: $experiment) { title } guide(slug: $guide) { title } }"""
ONE_CALL = 0.4
"""Seconds that a service is waited for, where none answers."""


class Compared:
    """Both ways of one schema; `alone` counts the answers for which graphql-core was not asked."""

    def __init__(self, own: Desk) -> None:
        self.schema = make_schema()
        self.desk = own
        self.asked = self.alone = 0

    async def interpreted(
        self, question: Question, caller: Caller | None = None, patience: Patience = PATIENCE
    ) -> bytes:
        trace.begin(TRACE)  # failures of ours are named by it
        context = self.desk.context(caller, patience)
        return encoded(
            await Schema.execute(self.schema, question.text, question.variables, context)
        )

    async def compiled(
        self, question: Question, caller: Caller | None = None, patience: Patience = PATIENCE
    ) -> bytes:
        trace.begin(TRACE)
        document = self.schema.documents.parsed(question.text)
        assert self.schema.documents.faults(document) == []
        document.plans.hot()
        context = self.desk.context(caller, patience)
        answer = encoded(await self.schema.execute(question.text, question.variables, context))
        self.asked += 1
        self.alone += any(plan.succeeded for plan in document.plans)
        return answer

    async def alike(self, question: Question, caller: Caller | None) -> None:
        """Asks again where they differ: which of two services fails first is chance, and others
        change the hub meanwhile.
        """
        interpreted, compiled = set[bytes](), set[bytes]()
        for _ in range(TRIES):
            compiled.add(await self.compiled(question, caller))
            interpreted.add(await self.interpreted(question, caller))
            if interpreted & compiled:
                return
        raise AssertionError(f"{question}\n{interpreted}\n{compiled}")


def encoded(result: Any) -> bytes:
    return msgspec.json.encode(formatted(result))


@pytest.fixture(scope="module")
async def compared(hub: Hub) -> AsyncIterator[Compared]:
    async with desk(hub) as own:
        yield Compared(own)


@pytest.fixture(scope="module")
async def values(editor: Consumer) -> Values:
    """Items of all kinds and states, by what arguments name them."""
    tag = uuid4().hex
    chapters = [{"title": "Anfang", "startSeconds": 0}, {"title": "Ende", "startSeconds": 2.5}]
    video = await _made(editor, VIDEO, title=f"Film {tag}", chapters=chapters, transcript="Ja.")
    await editor.mutate(CAPTION, id=video["id"], webvtt=WEBVTT)
    steps = [{"title": "Eins", "text": "*Ja*"}]
    guide = await _made(
        editor, GUIDE, title=f"Anleitung {tag}", goal="!", tags=[tag], steps=steps, **ON_SITE
    )
    await editor.move("publish", guide["id"])
    experiment = await _experiment(editor, tag, guide["id"], video["id"])
    gone = await editor.published(title=f"Weg {tag}")
    await editor.mutate(WITHDRAW, id=gone["id"], reason="OUTDATED")
    items = [experiment, guide, video, gone]
    ids = [*(each["id"] for each in items), encode("Guide", new_id()), "garbage"]
    return {
        "id": ids, "ID": ids, "item": ids, "ids": [ids[:4], [ids[0], ids[0]], ids[4:5], []],
        "slug": [*(each["slug"] for each in items), "gibt-es-nicht", "..."],
        "first": [1, 2, *(3 for _ in range(9)), 1000],
        "after": [*(None for _ in range(9)), "garbage"],
        "language": [None, "de", "xx"], "query": ["", "Anleitung", tag], "filter": [None],
        "experiments.filter": [None, {"tag": tag}, {"status": "DRAFT"}],
        "guides.filter": [None, {"tag": tag}], "code": ["7ZQ4M2K9XB3H8T5WJ6NC", ""],
    }  # fmt: skip


async def _made(editor: Consumer, document: str, **fields: Any) -> dict[str, Any]:
    payload = await editor.mutate(document, input=fields)
    assert payload["userErrors"] == []
    item: dict[str, Any] = payload["made"]
    return item


async def _experiment(editor: Consumer, tag: str, guide: str, video: str) -> dict[str, Any]:
    steps = [
        {"title": "Eins", "text": "**Ja**", "clip": {"videoId": video, "endSeconds": 1.5}},
        {"title": "Zwei", "safety": [{"hazard": "HEAT", "text": "!", "protection": ["GLOVES"]}]},
    ]
    return await editor.published(
        title=f"Versuch {tag}", tags=[tag], steps=steps, fields=["umwelt"],
        related=[{"kind": "GUIDE", "id": guide}, {"kind": "VIDEO", "id": video}],
        materials=[{"item": "Holz", "quantity": 1.5}], audience={"ageFrom": 8},
        resultForm=[{"name": "wert", "label": "Wert", "type": "NUMBER", "minimum": 0}],
    )  # fmt: skip


async def test_all_sorts_of_questions_are_answered_alike(
    compared: Compared, values: Values
) -> None:
    await asyncio.to_thread(_tried, compared, values, asyncio.get_running_loop())
    assert compared.alone > compared.asked / 2


def _tried(compared: Compared, values: Values, loop: asyncio.AbstractEventLoop) -> None:
    @settings(
        max_examples=EXAMPLES, database=None, derandomize=True, deadline=None,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    @given(questions(compared.schema._schema, values), some.sampled_from(CALLERS))
    def ask(question: Question, caller: Caller | None) -> None:
        comparing = compared.alike(question, caller)
        asyncio.run_coroutine_threadsafe(comparing, loop).result()

    ask()


@pytest.mark.parametrize(
    ("patience", "code"),
    [
        (Patience(reading=5, call=ONE_CALL), "unavailable"),
        (Patience(reading=ONE_CALL, call=2), "timeout"),
    ],
)
async def test_a_service_that_does_not_answer_is_waited_for_once(
    hub: Hub, compared: Compared, values: Values, patience: Patience, code: str
) -> None:
    experiment, guide = values["slug"][:2]
    question = Question(TWO_SERVICES, {"experiment": experiment, "guide": guide})
    await compared.alike(question, None)
    os.kill(hub.pid("guides"), signal.SIGSTOP)
    try:
        began = time.monotonic()
        answer = msgspec.json.decode(await compared.compiled(question, patience=patience))
        took = time.monotonic() - began
        interpreted = msgspec.json.decode(await compared.interpreted(question, patience=patience))
    finally:
        os.kill(hub.pid("guides"), signal.SIGCONT)
    assert answer == interpreted
    assert [each["extensions"]["code"] for each in answer["errors"]] == [code]
    assert answer["data"]["experiment"]["title"].startswith("Versuch")
    assert answer["data"]["guide"] is None
    assert took < 1.75 * ONE_CALL
