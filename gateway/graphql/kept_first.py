"""Before the application: what strangers ask and is kept is answered without it."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from gateway.addresses import line_of, told_address
from gateway.graphql.admission import Desk
from gateway.graphql.answers import KEPT_COST
from gateway.graphql.http_answer import HttpAnswer, answer_of, refusal
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
from gateway.graphql.response_cache import ResponseCache

PATH = "/graphql"
_IDENTIFIED = ("cookie", "authorization")
Headers = Mapping[str, str]


class KeptFirst:
    """Most of what is asked is asked again and again. What it does not know, or is not plain, it
    hands on untouched: faults, people, keys, browsers, streams.
    """

    def __init__(self, app: ASGIApp, cache: ResponseCache, desk: Desk) -> None:
        self._app = app
        self._cache = cache
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
        answer = self._known(scope, headers, address, told)
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
            answer = self._known(scope, headers, first["body"], None)
        if answer is None:
            await self._app(scope, _again(first, receive), send)
        else:
            await _respond(send, answer)

    def _is_whole(self, sent: Any) -> bool:
        fits = len(sent["body"]) <= self._desk.limits.graphql_body_bytes
        return fits and not sent.get("more_body")

    def _known(
        self, scope: Any, headers: Headers, sent: bytes | dict[str, str], told: str | None
    ) -> HttpAnswer | None:
        try:
            kind = media_type(headers.get("accept", ""))
            question = _question(sent)
        except NotAnswered:
            return None
        made = self._cache.find(question) if kind != STREAM else None
        if made is None:
            return None
        client = scope.get("client")
        address = told_address(headers.get("x-forwarded-for", ""), client[0] if client else "")
        budget = self._desk.budget(None, None, line_of(address))
        if not budget.take(KEPT_COST):
            return None
        return answer_of(made, kind, budget, told, public=True)


def _is_plain(headers: Headers) -> bool:
    """Whether a program asks that has told nothing of itself."""
    identified = any(name in headers for name in _IDENTIFIED)
    return not identified and "text/html" not in headers.get("accept", "")


def _question(sent: bytes | dict[str, str]) -> Question:
    """Raises `NotAnswered` where nothing is asked, or two things at once."""
    given = complete(read(sent, Asked)) if isinstance(sent, bytes) else of_address(sent)
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
