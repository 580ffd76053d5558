"""GraphQL over HTTP: what is answered, with the status that the specification says."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from litestar import Response
from strawberry.types import ExecutionResult

from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.admission import Budget
from gateway.graphql.http_request import GRAPHQL, NotAnswered

_CLOSES = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
"""What of the request has not come yet is not waited for."""


def answer(result: ExecutionResult, kind: str, budget: Budget) -> Response[bytes]:
    """A result in the media type `kind`, with what is left in the bucket."""
    body = formatted(result)
    headers = rate_headers(budget)
    status = _status(body, kind)
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(body["errors"][0]["extensions"]["retryAfter"])
    return _response(body, status, kind, headers)


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


def _status(body: Mapping[str, Any], kind: str) -> HTTPStatus:
    if "data" in body:
        return HTTPStatus.OK
    if body["errors"][0]["extensions"]["code"] == TooManyAttempts.code:
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.BAD_REQUEST if kind == GRAPHQL else HTTPStatus.OK


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
    body = {"errors": [{"message": error.message, "extensions": {"code": error.code}}]}
    headers = {"Connection": "close"} if error.status in _CLOSES else {}
    return _response(body, error.status, kind, headers)


def _response(
    body: Mapping[str, Any], status: HTTPStatus, kind: str, headers: Mapping[str, str]
) -> Response[bytes]:
    return Response(
        msgspec.json.encode(body),
        status_code=status,
        media_type=f"{kind}; charset=utf-8",
        headers=headers,
    )
