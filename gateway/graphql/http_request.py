"""GraphQL over HTTP: what is sent, and in which form the answer is wanted."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request
from msgspec import Meta, Struct

from gateway.graphql.limits import GraphqlLimits
from shared.contracts.errors import Invalid

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
STREAM = "text/event-stream"
_PREFERENCE = (STREAM, JSON, GRAPHQL)
"""The last is ours, where a client likes several alike."""

_DEEPEST = 64
"""Values in values, in what is sent as JSON."""

GraphqlHttpRequest = Request[Any, Any, Any]
T = TypeVar("T")


class Asked(Struct, frozen=True, rename="camel"):
    """The parameters of a request."""

    query: Annotated[str, Meta(min_length=1)]
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


class NotAnswered(Exception):
    """The request is none that could be carried out; the message is for people."""

    def __init__(self, status: HTTPStatus, message: str, code: str = Invalid.code) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code


def media_type(accept: str) -> str:
    """Which of ours is liked best (RFC 9110, 12.5.1). Raises `NotAnswered` where none is."""
    liked = dict(map(_range, accept.split(",")))
    named = [(liked[kind], at, kind) for at, kind in enumerate(_PREFERENCE) if kind in liked]
    weight, _, kind = max(named, default=(0.0, 0, JSON))
    anything = max(liked.get("*/*", 0.0), liked.get("application/*", 0.0))
    if not accept.strip() or anything > weight:
        return JSON
    if not weight:
        raise NotAnswered(HTTPStatus.NOT_ACCEPTABLE, f"Es gibt {GRAPHQL}, {JSON} und {STREAM}.")
    return kind


def _range(text: str) -> tuple[str, float]:
    name, *parameters = (part.strip().lower() for part in text.split(";"))
    weight = next((each[2:] for each in parameters if each.startswith("q=")), "1")
    try:
        return name, float(weight)
    except ValueError:
        return name, 0.0


async def asked(request: GraphqlHttpRequest, limits: GraphqlLimits, *, stranger: bool) -> Asked:
    """What is asked for, or `NotAnswered`. The bodies of those who are signed in are bounded by
    the application's own limit.
    """
    if request.method == "GET":
        return _of_address(request.query_params)
    kind, parameters = request.content_type
    if kind != JSON or parameters.get("charset", "utf-8").lower() != "utf-8":
        raise NotAnswered(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Bitte senden Sie {JSON} in UTF-8.")
    most = limits.graphql_body_bytes if stranger else None
    return read(await _body(request, most, limits.graphql_body_seconds), Asked)


def _of_address(given: Mapping[str, str]) -> Asked:
    found: dict[str, Any] = {
        name: given[name] for name in ("query", "operationName") if name in given
    }
    for name in ("variables", "extensions"):
        if text := given.get(name):
            found[name] = read(text.encode(), dict[str, Any])
    try:
        return msgspec.convert(found, Asked)
    except msgspec.ValidationError as error:
        raise _unreadable(error) from None


async def _body(request: GraphqlHttpRequest, most: int | None, seconds: float) -> bytes:
    parts, size = list[bytes](), 0
    try:
        async with asyncio.timeout(seconds):
            async for part in request.stream():
                parts.append(part)
                size += len(part)
                if most is not None and size > most:
                    raise NotAnswered(
                        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"Höchstens {most} Bytes."
                    )
    except TimeoutError:
        raise NotAnswered(HTTPStatus.REQUEST_TIMEOUT, "Die Anfrage kam zu langsam an.") from None
    return b"".join(parts)


def read(data: bytes | str, kind: type[T]) -> T:
    """JSON of this form, or `NotAnswered`."""
    try:
        found = msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise _unreadable(error) from None
    if _is_deep(found):
        raise NotAnswered(HTTPStatus.BAD_REQUEST, "Zu tief verschachtelt.")
    return found


def _unreadable(error: Exception) -> NotAnswered:
    return NotAnswered(HTTPStatus.BAD_REQUEST, f"Das ist keine Anfrage in JSON: {error}")


def _is_deep(found: object) -> bool:
    level = [found.variables if isinstance(found, Asked) else found]
    for _ in range(_DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
    return bool(level)


def _inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
