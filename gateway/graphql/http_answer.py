"""GraphQL over HTTP: what is answered, with the status that the specification says."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Response
from strawberry.types import ExecutionResult

from gateway.auth.throttle import TooManyAttempts
from gateway.clients import TimedOut
from gateway.entity_tags import known
from gateway.graphql.admission import Budget
from gateway.graphql.http_request import GRAPHQL, NotAnswered
from gateway.reads import Tags
from shared.contracts.errors import Unavailable

_CLOSES = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
"""What of the request has not come yet is not waited for."""

_AWAY = {Unavailable.code, TimedOut.code}
_VARY = "Accept, Authorization, Cookie"


@dataclass(frozen=True)
class Made:
    """An answer's body. `whole`: nothing of it is missing, by an error; `away`: something is,
    since a service did not answer in time. `tags`: what it was made of, None where no event would
    tell that it has become wrong. `retry_after`: seconds, where nothing was carried out for now.
    """

    body: bytes
    begun: bool = True
    whole: bool = True
    away: bool = False
    tags: Tags | None = None
    retry_after: int | None = None

    @cached_property
    def entity_tag(self) -> str:
        """Strong: the body is the same byte for byte."""
        return f'"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'


def made(result: ExecutionResult, tags: Tags | None) -> Made:
    """The answer to a request, by its result and what that was made of."""
    body = formatted(result)
    codes = {error["extensions"]["code"] for error in body.get("errors", ())}
    begun = "data" in body
    refused = not begun and TooManyAttempts.code in codes
    return Made(
        body=msgspec.json.encode(body),
        begun=begun,
        whole=not codes,
        away=not codes.isdisjoint(_AWAY),
        tags=tags if not codes else None,
        retry_after=body["errors"][0]["extensions"].get("retryAfter") if refused else None,
    )


def formatted(result: ExecutionResult) -> dict[str, Any]:
    """The response map: without `data` where nothing was carried out."""
    errors = [error.formatted for error in result.errors or ()]
    begun = result.data is not None or any("path" in error for error in errors)
    body: dict[str, Any] = {"errors": errors} if errors else {}
    if begun or not errors:
        body["data"] = result.data
    if result.extensions:
        body["extensions"] = result.extensions
    return body


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """An answer as HTTP carries it."""

    status: HTTPStatus
    headers: dict[str, str]
    body: bytes


def answer_of(
    made: Made, kind: str, budget: Budget, told: str | None, *, public: bool
) -> HttpAnswer:
    """The answer in the media type `kind`, with what is left in the bucket.

    `told`: for GET, what `If-None-Match` says; None for POST, which no cache keeps.
    """
    headers = {"Content-Type": f"{kind}; charset=utf-8", **rate_headers(budget)}
    if made.retry_after is not None:
        headers["Retry-After"] = str(made.retry_after)
    status = _status(made, kind)
    if told is None:
        return HttpAnswer(status, headers, made.body)
    headers |= _caching(made, budget.limits.graphql_shared_seconds, public=public)
    if "ETag" in headers and told and known(told, made.entity_tag):
        return HttpAnswer(HTTPStatus.NOT_MODIFIED, headers, b"")
    return HttpAnswer(status, headers, made.body)


def _status(made: Made, kind: str) -> HTTPStatus:
    """As GraphQL over HTTP says; JSON is answered by 200 even where nothing was carried out."""
    if made.retry_after is not None:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.OK if made.begun or kind != GRAPHQL else HTTPStatus.BAD_REQUEST


def _caching(made: Made, shared_seconds: int, *, public: bool) -> dict[str, str]:
    """What browsers and caches on the way are to know (RFC 9111)."""
    if not public:
        return {"Cache-Control": "private, no-store"}
    if not made.whole:
        return {"Cache-Control": "no-store"}
    shared = shared_seconds and made.tags is not None
    keep = f"public, max-age=0, s-maxage={shared_seconds}" if shared else "public, no-cache"
    return {"Cache-Control": keep, "ETag": made.entity_tag, "Vary": _VARY}


def rate_headers(budget: Budget) -> dict[str, str]:
    """`draft-ietf-httpapi-ratelimit-headers`, in units of cost."""
    buckets, level = budget.buckets, budget.buckets.level(budget.key)
    window = buckets.size // buckets.refill
    return {
        "RateLimit-Policy": f'"cost";q={buckets.size};w={window}',
        "RateLimit": f'"cost";r={level.left};t={level.full_in}',
    }


def not_answered(error: NotAnswered, kind: str) -> Response[bytes]:
    """The answer to what is no request, in the form of all others."""
    headers = {"Connection": "close"} if error.status in _CLOSES else {}
    return Response(
        refusal(error),
        status_code=error.status,
        media_type=f"{kind}; charset=utf-8",
        headers=headers,
    )


def refusal(error: NotAnswered) -> bytes:
    body = {"errors": [{"message": error.message, "extensions": {"code": error.code}}]}
    return msgspec.json.encode(body)
