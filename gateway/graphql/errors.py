"""Errors as the public sees them: a plain sentence and a stable code, nothing of the inside."""

import re

import strawberry
from graphql import GraphQLError
from strawberry.extensions import MaskErrors
from strawberry.schema.exceptions import InvalidOperationTypeError

from gateway.auth.throttle import TooManyAttempts
from gateway.graphql.resolved import example
from shared.contracts.errors import Gone, HubError, Internal, Invalid, Unavailable
from shared.kit import log, trace

_logger = log.get("hub.graphql")

_GONE = "Dieser Inhalt wurde zurückgezogen."
_SUGGESTION = re.compile(r" Did you mean .*\?", re.DOTALL)
TOP_LEVEL = (Unavailable, Internal)
"""Failures that are nobody's input: they go to GraphQL's `errors`, not to `userErrors`."""


@strawberry.type(description="What is wrong with an input, in German, to be shown to the user.")
class UserError:
    field: str | None = strawberry.field(
        description="The input it is about; null where it is about none.",
        metadata=example("steps[0].title"),
    )
    message: str = strawberry.field(
        description="What happened and what to do, in German.",
        metadata=example("Nennen Sie einen Titel."),
    )
    code: str = strawberry.field(description="A stable word.", metadata=example("invalid"))


def user_error(error: HubError) -> UserError:
    return UserError(field=public(error.field), message=error.message, code=error.code)


def public(field: str | None) -> str | None:
    """The field as the schema names it: `resultForm[0].name` for `result_form[0].name`."""
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), field) if field else None


class PlainErrors(MaskErrors):
    """Gives every error a code, and hides the message of those that were not expected."""

    def __init__(self) -> None:
        super().__init__(should_mask_error=lambda _: True)

    def anonymise_error(self, error: GraphQLError) -> GraphQLError:
        return plain(error)


def plain(error: GraphQLError) -> GraphQLError:
    """The error with a code, and without what is nobody's business."""
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error:
        cause = cause.original_error
    if cause is None or isinstance(cause, GraphQLError):
        return _with(error, _SUGGESTION.sub("", error.message), Invalid.code)
    if isinstance(cause, InvalidOperationTypeError):
        return _with(error, cause.as_http_error_reason("GET"), Invalid.code)
    if isinstance(cause, Gone):
        return _with(error, _GONE, cause.code, cause.field, reason=cause.message)
    if isinstance(cause, TooManyAttempts):
        return _with(error, cause.message, cause.code, retryAfter=cause.retry_after)
    if isinstance(cause, HubError) and not isinstance(cause, Internal):
        return _with(error, cause.message, cause.code, cause.field)
    return _incident(error, cause)


def _incident(error: GraphQLError, cause: BaseException) -> GraphQLError:
    incident = cause.message if isinstance(cause, Internal) else trace.current()
    if not isinstance(cause, Internal):
        _logger.error("resolver failed", path=error.path, exc_info=cause)
    message = f"Das hat nicht geklappt. Bitte nennen Sie uns diese Kennung: {incident}"
    return _with(error, message, Internal.code)


def _with(
    error: GraphQLError, message: str, code: str, field: str | None = None, **more: object
) -> GraphQLError:
    told = {"code": code, "field": public(field), **more}
    extensions = {name: value for name, value in told.items() if value is not None}
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
