"""GraphQL over HTTP: what is sent, and in which form the answer is wanted."""

import asyncio
import hashlib
from collections.abc import Mapping
from functools import lru_cache
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

_TEXTS = ("query", "operationName", "documentId")
_BY_HASH = "sha256:"
_NO_QUERY = "Die Anfrage braucht query oder documentId."

GraphqlHttpRequest = Request[Any, Any, Any]
T = TypeVar("T")


class Asked(Struct, frozen=True, rename="camel"):
    """The parameters of a request; a document that is kept here is named instead of sent."""

    query: Annotated[str, Meta(min_length=1)] | None = None
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None
    document_id: str | None = None

    @property
    def named(self) -> bytes | None:
        """The SHA-256 by which a document is named: as `documentId` of GraphQL over HTTP, or as
        Apollo's clients do it. Raises `NotAnswered` where it is none.
        """
        told = (self.extensions or {}).get("persistedQuery")
        sent = told.get("sha256Hash") if isinstance(told, dict) else self.document_id
        if sent is None:
            return None
        return _sha256(str(sent).removeprefix(_BY_HASH))


class NotAnswered(Exception):
    """The request is none that could be carried out; the message is for people."""

    def __init__(self, status: HTTPStatus, message: str, code: str = Invalid.code) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code


def is_json(content_type: str) -> bool:
    """Whether it is JSON in UTF-8."""
    kind, *parameters = (part.strip() for part in content_type.lower().split(";"))
    charsets = [each[8:].strip('"') for each in parameters if each.startswith("charset=")]
    return kind == JSON and all(charset == "utf-8" for charset in charsets)


@lru_cache(maxsize=32)
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


def _sha256(text: str) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != hashlib.sha256().digest_size:
        raise NotAnswered(HTTPStatus.BAD_REQUEST, "Ein Dokument heißt nach seinem SHA-256.")
    return found


async def asked(request: GraphqlHttpRequest, limits: GraphqlLimits, *, stranger: bool) -> Asked:
    """What is asked for, or `NotAnswered`. The bodies of those who are signed in are bounded by
    the application's own limit.
    """
    if request.method == "GET":
        return of_address(request.query_params)
    if not is_json(request.headers.get("content-type", "")):
        raise NotAnswered(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Bitte senden Sie {JSON} in UTF-8.")
    most = limits.graphql_body_bytes if stranger else None
    return complete(read(await _body(request, most, limits.graphql_body_seconds), Asked))


def of_address(given: Mapping[str, str]) -> Asked:
    """The parameters that stand in an address."""
    found: dict[str, Any] = {name: given[name] for name in _TEXTS if name in given}
    for name in ("variables", "extensions"):
        if text := given.get(name):
            found[name] = read(text.encode(), dict[str, Any])
    try:
        return complete(msgspec.convert(found, Asked))
    except msgspec.ValidationError as error:
        raise _unreadable(error) from None


def complete(given: Asked) -> Asked:
    """The same, or `NotAnswered` where it asks for nothing."""
    if given.query is None and given.named is None:
        raise NotAnswered(HTTPStatus.BAD_REQUEST, _NO_QUERY)
    return given


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
        raise too_slow() from None
    return b"".join(parts)


def too_slow() -> NotAnswered:
    """The body did not come in time."""
    return NotAnswered(HTTPStatus.REQUEST_TIMEOUT, "Die Anfrage kam zu langsam an.")


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
        if not level:
            return False
    return True


def _inside(value: object) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
