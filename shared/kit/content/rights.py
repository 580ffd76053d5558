"""Who may see and change what."""

from shared.contracts.caller import Caller, Role
from shared.contracts.content import Content, Status
from shared.contracts.errors import Forbidden, Unauthenticated

_OWN = {Status.DRAFT, Status.IN_REVIEW}


def may_see(item: Content, caller: Caller | None) -> bool:
    """What is published is for everybody; the rest for editors and for who made it."""
    if item.status is Status.PUBLISHED:
        return True
    return caller is not None and (caller.may(Role.EDITOR) or item.created_by == caller.id)


def require(caller: Caller | None, role: Role) -> Caller:
    """The caller, or why not."""
    if caller is None:
        raise Unauthenticated("Bitte melden Sie sich an.")
    if not caller.may(role):
        raise Forbidden("Dafür fehlt Ihnen das Recht.")
    return caller


def require_change(item: Content, caller: Caller | None) -> Caller:
    """Editors change everything, authors their own as long as it is not published; what another
    hub publishes is changed there.
    """
    author = require(caller, Role.AUTHOR)
    if item.mirrored:
        raise Forbidden(
            f"Dieser Inhalt kommt von {item.mirrored.publisher} und wird dort geändert. "
            "Ihre eigenen Angaben dazu schreiben Sie unter „Übernahmen“."
        )
    own = item.created_by == author.id and item.status in _OWN
    if not own:
        require(author, Role.EDITOR)
    return author
