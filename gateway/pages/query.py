"""The one seam between the pages and the rest of the gateway: a GraphQL query, run in process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.contracts.caller import Caller


@dataclass(frozen=True, slots=True)
class AnswerError:
    """One entry of GraphQL's `errors`; `code` is a code of `shared.contracts.errors`."""

    message: str
    code: str
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: its data in GraphQL's JSON form, and what failed."""

    data: dict[str, Any] | None
    errors: tuple[AnswerError, ...] = ()

    @property
    def page(self) -> dict[str, Any] | None:
        """What was asked for as `page`; None where that part of the hub does not answer."""
        return self.data["page"] if self.data and not self.errors else None


class Execute(Protocol):
    """Runs a GraphQL document for a caller."""

    async def __call__(
        self, document: str, variables: Mapping[str, object], *, caller: Caller | None
    ) -> Answer: ...
