"""The steps in an item's life: from which states, to which, and who may take them."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec

from shared.contracts.caller import Caller, Role
from shared.contracts.content import Content, Status, Withdrawal
from shared.contracts.errors import Conflict
from shared.kit.content.rights import require, require_change

C = TypeVar("C", bound=Content)

_GERMAN = {
    Status.DRAFT: "ein Entwurf",
    Status.IN_REVIEW: "in der Prüfung",
    Status.PUBLISHED: "veröffentlicht",
    Status.WITHDRAWN: "zurückgezogen",
    Status.ARCHIVED: "im Archiv",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status."""

    name: str
    sources: frozenset[Status]
    target: Status
    role: Role

    def check(self, item: Content, caller: Caller | None) -> Caller:
        """The caller who may take this step now, or the error that says why not."""
        allowed = (
            require_change(item, caller) if self.role is Role.AUTHOR else require(caller, self.role)
        )
        if self.target is Status.PUBLISHED and item.mirrored and item.mirrored.released:
            raise Conflict(f"{item.publisher} hat diesen Inhalt zurückgezogen.", field="status")
        if item.status not in self.sources:
            raise Conflict(f"„{item.title}“ ist {_GERMAN[item.status]}.", field="status")
        return allowed


SUBMIT = Step("submit", frozenset({Status.DRAFT}), Status.IN_REVIEW, Role.AUTHOR)
SEND_BACK = Step(
    "send_back",
    frozenset({Status.IN_REVIEW, Status.WITHDRAWN, Status.ARCHIVED}),
    Status.DRAFT,
    Role.EDITOR,
)
PUBLISH = Step(
    "publish",
    frozenset({Status.DRAFT, Status.IN_REVIEW, Status.ARCHIVED}),
    Status.PUBLISHED,
    Role.EDITOR,
)
ARCHIVE = Step("archive", frozenset({Status.PUBLISHED}), Status.ARCHIVED, Role.EDITOR)
WITHDRAW = Step(
    "withdraw", frozenset({Status.PUBLISHED, Status.ARCHIVED}), Status.WITHDRAWN, Role.EDITOR
)


def moved(item: C, step: Step, at: datetime, withdrawal: Withdrawal | None = None) -> C:
    """The item after the step."""
    published_at = item.published_at
    if step.target is Status.PUBLISHED and published_at is None:
        published_at = at
    return msgspec.structs.replace(
        item, status=step.target, published_at=published_at, withdrawal=withdrawal
    )
