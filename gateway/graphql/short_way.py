"""Before the application: strangers whose question is known to read alone need not wait for it."""

import asyncio
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send
from strawberry.types.graphql import OperationType

from gateway.addresses import line_of, told_address
from gateway.graphql.admission import Budget, Desk
from gateway.graphql.answers import Answers
from gateway.graphql.context import Context
from gateway.graphql.http_answer import HttpAnswer, Made, answer_of, refusal
from gateway.graphql.http_request import (
    JSON,
    STREAM,
    Asked,
    NotAnswered,
    complete,
    is_json,
    media_type,
    of_address,
    read,
    too_slow,
)
from gateway.graphql.persisted import of_text
from gateway.graphql.question import Question
from shared.contracts.caller import Caller
from shared.kit import trace

PATH = "/graphql"
_IDENTIFIED = ("cookie", "authorization")
Headers = Mapping[str, str]


class ShortWay:
    """Most who ask are strangers' programs, and what they ask was asked before. What is not plain
    is handed on untouched: faults, new texts, people, keys, browsers, streams.
    """

    def __init__(
        self,
        app: ASGIApp,
        answers: Answers,
        context_for: Callable[[Caller | None], Context],
        desk: Desk,
    ) -> None:
        self._app = app
        self._answers = answers
        self._context_for = context_for
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        headers = {name.decode(): value.decode("latin-1") for name, value in scope["headers"]}
        if not _is_plain(headers):
            await self._app(scope, receive, send)
        elif scope["method"] == "GET":
            await self._read(scope, headers, receive, send)
        elif is_json(headers.get("content-type", "")):
            await self._ask(scope, headers, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _read(self, scope: Any, headers: Headers, receive: Receive, send: Send) -> None:
        told = headers.get("if-none-match", "")
        address = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        answer = await self._answer(scope, headers, address, told)
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await _respond(send, answer)

    async def _ask(self, scope: Any, headers: Headers, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(self._desk.limits.graphql_body_seconds):
                first = await receive()
        except TimeoutError:
            await _respond(send, _LATE)
            return
        answer = None
        if first["type"] == "http.request" and self._is_whole(first):
            answer = await self._answer(scope, headers, first["body"], None)
        if answer is None:
            await self._app(scope, _again(first, receive), send)
        else:
            await _respond(send, answer)

    def _is_whole(self, sent: Any) -> bool:
        fits = len(sent["body"]) <= self._desk.limits.graphql_body_bytes
        return fits and not sent.get("more_body")

    async def _answer(
        self, scope: Any, headers: Headers, sent: bytes | dict[str, str], told: str | None
    ) -> HttpAnswer | None:
        """None where the application has to see to it."""
        try:
            kind = media_type(headers.get("accept", ""))
            given = complete(read(sent, Asked)) if isinstance(sent, bytes) else of_address(sent)
            question = _question(given)
        except NotAnswered:
            return None
        if kind == STREAM:
            return None
        budget = self._budget(scope, headers)
        made = self._answers.kept(question, budget) or await self._made(given, headers, budget)
        return answer_of(made, kind, budget, told, public=True) if made else None

    async def _made(self, given: Asked, headers: Headers, budget: Budget) -> Made | None:
        if not self._answers.only_reads(given):
            return None
        trace.begin(headers.get(trace.HEADER))
        context = self._context_for(None)
        context.budget = budget
        return await self._answers.of(given, context, budget, {OperationType.QUERY})

    def _budget(self, scope: Any, headers: Headers) -> Budget:
        client = scope.get("client")
        address = told_address(headers.get("x-forwarded-for", ""), client[0] if client else "")
        return self._desk.budget(None, None, line_of(address))


def _is_plain(headers: Headers) -> bool:
    """Whether a program asks that has told nothing of itself."""
    identified = any(name in headers for name in _IDENTIFIED)
    return not identified and "text/html" not in headers.get("accept", "")


def _question(given: Asked) -> Question:
    """Raises `NotAnswered` where two things are asked at once."""
    named = given.named
    if given.query is not None:
        named = of_text(given.query, named)
    return Question.of(named or b"", given.variables, given.operation_name)


def _again(first: Any, receive: Receive) -> Receive:
    """What was taken out is there once more."""
    taken = [first]

    async def received() -> Any:
        return taken.pop() if taken else await receive()

    return received


_TOO_SLOW = too_slow()
_LATE = HttpAnswer(
    _TOO_SLOW.status,
    {"Content-Type": f"{JSON}; charset=utf-8", "Connection": "close"},
    refusal(_TOO_SLOW),
)


async def _respond(send: Send, answer: HttpAnswer) -> None:
    told = [*answer.headers.items()]
    if answer.status is not HTTPStatus.NOT_MODIFIED:
        told.append(("Content-Length", str(len(answer.body))))
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in told]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})
