"""The whole table of an item's life: each status, each step, each role."""

from itertools import product

import pytest

from shared.contracts.caller import Caller, Role
from shared.contracts.content import Status, Withdrawal, WithdrawalReason
from shared.contracts.errors import Conflict, Forbidden, HubError, Unauthenticated
from shared.kit.content import moves
from shared.kit.content.moves import Step, moved
from tests.unit.items import LATER, MOMENT, OWN, caller, guide

DRAFT, IN_REVIEW, PUBLISHED, WITHDRAWN, ARCHIVED = Status
LEADS = {
    ("submit", DRAFT): IN_REVIEW,
    ("send_back", IN_REVIEW): DRAFT,
    ("send_back", WITHDRAWN): DRAFT,
    ("send_back", ARCHIVED): DRAFT,
    ("publish", DRAFT): PUBLISHED,
    ("publish", IN_REVIEW): PUBLISHED,
    ("publish", ARCHIVED): PUBLISHED,
    ("archive", PUBLISHED): ARCHIVED,
    ("withdraw", PUBLISHED): WITHDRAWN,
    ("withdraw", ARCHIVED): WITHDRAWN,
}
STEPS = {step.name: step for step in vars(moves).values() if isinstance(step, Step)}
CALLERS: dict[str, Caller | None] = {
    "stranger": None,
    "reader": caller(Role.READER),
    "maker without the role": caller(Role.READER, OWN),
    "author": caller(Role.AUTHOR),
    "maker": caller(Role.AUTHOR, OWN),
    "editor": caller(Role.EDITOR),
    "admin": caller(Role.ADMIN),
}


def refusal(who: str, step: str, status: Status) -> type[HubError] | None:
    """Why not, by the rules: first who asks, then whether they may, then the status."""
    if who == "stranger":
        return Unauthenticated
    maker_may = who == "maker" and step == "submit" and status in {DRAFT, IN_REVIEW}
    if who not in {"editor", "admin"} and not maker_may:
        return Forbidden
    return None if (step, status) in LEADS else Conflict


def test_the_table_names_every_step() -> None:
    assert {step for step, _ in LEADS} == set(STEPS)


@pytest.mark.parametrize(("who", "step", "status"), list(product(CALLERS, STEPS, Status)))
def test_who_may_take_which_step_when(who: str, step: str, status: Status) -> None:
    item, asking, expected = guide(status=status), CALLERS[who], refusal(who, step, status)
    if expected is None:
        assert STEPS[step].check(item, asking) is asking
        assert moved(item, STEPS[step], LATER).status is LEADS[step, status]
    else:
        with pytest.raises(expected) as caught:
            STEPS[step].check(item, asking)
        assert type(caught.value) is expected


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (DRAFT, "ein Entwurf"),
        (IN_REVIEW, "in der Prüfung"),
        (WITHDRAWN, "zurückgezogen"),
        (ARCHIVED, "im Archiv"),
    ],
)
def test_a_conflict_says_where_the_item_stands(status: Status, words: str) -> None:
    with pytest.raises(Conflict) as caught:
        moves.ARCHIVE.check(guide(status=status), CALLERS["editor"])
    assert caught.value.message == f"„Löten“ ist {words}."
    assert caught.value.field == "status"


def test_the_first_publication_is_remembered() -> None:
    first = moved(guide(), moves.PUBLISH, MOMENT)
    again = moved(moved(first, moves.ARCHIVE, LATER), moves.PUBLISH, LATER)
    assert (first.published_at, again.published_at) == (MOMENT, MOMENT)
    assert moved(guide(), moves.SUBMIT, MOMENT).published_at is None


def test_the_reason_of_a_withdrawal_goes_with_it() -> None:
    word = Withdrawal(reason=WithdrawalReason.RIGHTS, note="Bildrechte", at=LATER)
    withdrawn = moved(guide(status=PUBLISHED), moves.WITHDRAW, LATER, word)
    assert withdrawn.withdrawal == word
    assert moved(withdrawn, moves.SEND_BACK, LATER).withdrawal is None


def test_a_step_changes_nothing_else() -> None:
    before = guide(published_at=MOMENT, tags=("Technik",))
    after = moved(before, moves.PUBLISH, LATER)
    assert after == guide(published_at=MOMENT, tags=("Technik",), status=PUBLISHED)
