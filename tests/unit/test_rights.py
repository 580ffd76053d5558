"""Who may see and change what."""

import pytest

from shared.contracts.caller import Caller, Role
from shared.contracts.content import Status
from shared.contracts.errors import Forbidden, HubError, Unauthenticated
from shared.kit.content.rights import may_change, may_see, require, require_change
from tests.unit.items import OWN, caller, guide

HIDDEN = [status for status in Status if status is not Status.PUBLISHED]
EDITORS = [caller(Role.EDITOR), caller(Role.ADMIN)]
OTHERS = [None, caller(Role.READER), caller(Role.AUTHOR)]
MAKER = caller(Role.AUTHOR, OWN)


@pytest.mark.parametrize("who", [*OTHERS, MAKER, *EDITORS], ids=str)
def test_what_is_published_is_for_everybody(who: Caller | None) -> None:
    assert may_see(guide(status=Status.PUBLISHED), who)


@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_published_is_for_editors_and_its_maker(status: Status) -> None:
    item = guide(status=status)
    assert all(may_see(item, who) for who in [MAKER, *EDITORS])
    assert not any(may_see(item, who) for who in OTHERS)


@pytest.mark.parametrize("status", Status)
def test_editors_change_everything(status: Status) -> None:
    for who in EDITORS:
        assert require_change(guide(status=status), who) is who


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW])
def test_authors_change_their_own_before_it_is_published(status: Status) -> None:
    assert require_change(guide(status=status), MAKER) is MAKER


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN, Status.ARCHIVED])
def test_authors_cannot_change_their_own_afterwards(status: Status) -> None:
    with pytest.raises(Forbidden):
        require_change(guide(status=status), MAKER)


@pytest.mark.parametrize("status", Status)
def test_nobody_else_changes_anything(status: Status) -> None:
    with pytest.raises(Unauthenticated):
        require_change(guide(status=status), None)
    for who in (caller(Role.READER), caller(Role.AUTHOR), caller(Role.READER, OWN)):
        with pytest.raises(Forbidden):
            require_change(guide(status=status), who)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("who", [*OTHERS, MAKER, *EDITORS], ids=str)
def test_who_may_change_it_is_not_refused(who: Caller | None, status: Status) -> None:
    item = guide(status=status)
    try:
        allowed = require_change(item, who) is who
    except HubError:
        allowed = False
    assert may_change(item, who) is allowed


@pytest.mark.parametrize(
    ("role", "refused"),
    [
        (Role.READER, []),
        (Role.AUTHOR, [Role.READER]),
        (Role.EDITOR, [Role.READER, Role.AUTHOR]),
        (Role.ADMIN, [Role.READER, Role.AUTHOR, Role.EDITOR]),
    ],
)
def test_each_role_includes_those_before_it(role: Role, refused: list[Role]) -> None:
    for given in Role:
        if given in refused:
            with pytest.raises(Forbidden):
                require(caller(given), role)
        else:
            assert require(caller(given), role).role is given
    with pytest.raises(Unauthenticated):
        require(None, role)
