"""Payloads of mutations: what was changed, or what is wrong with the input."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from types import new_class
from typing import Any

import strawberry

from gateway.graphql.errors import TOP_LEVEL, UserError, user_error
from shared.contracts.errors import HubError


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mutation's payload is read from: `result` is None where `errors` says why."""

    result: Any = None
    errors: list[UserError] = field(default_factory=list)


async def outcome(work: Awaitable[Any]) -> Outcome:
    """Waits for the work; failures that the user can mend become user errors."""
    try:
        return Outcome(result=await work)
    except TOP_LEVEL:
        raise
    except HubError as error:
        return Outcome(errors=[user_error(error)])


def _result(root: strawberry.Parent[Outcome]) -> Any:
    return root.result


def _errors(root: strawberry.Parent[Outcome]) -> list[UserError]:
    return root.errors


def payload_type(name: str, result: str, kind: Any) -> Any:
    """The payload `name` with the field `result` of type `kind`, and `userErrors`."""
    space = {
        result: strawberry.field(
            resolver=_result, graphql_type=kind | None, description="Null where it failed."
        ),
        "user_errors": strawberry.field(resolver=_errors, description="Empty where it succeeded."),
    }
    made = new_class(name, (), exec_body=lambda target: target.update(space))
    return strawberry.type(made, description="What a mutation did.")
