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


def may_change(item: Content, caller: Caller | None) -> bool:
    """Editors change everything, authors their own as long as it is not published; what another
    hub publishes is changed there.
    """
    if caller is None or not caller.may(Role.AUTHOR) or item.mirrored:
        return False
    return caller.may(Role.EDITOR) or _is_own(item, caller)


def _is_own(item: Content, author: Caller) -> bool:
    return item.created_by == author.id and item.status in _OWN


def require_change(item: Content, caller: Caller | None) -> Caller:
    """The caller where they may change it, or why not."""
    author = require(caller, Role.AUTHOR)
    if item.mirrored:
        raise Forbidden(
            f"Dieser Inhalt kommt von {item.mirrored.publisher} und wird dort geändert. "
            "Ihre eigenen Angaben dazu schreiben Sie unter „Übernahmen“."
        )
    if not _is_own(item, author):
        require(author, Role.EDITOR)
    return author
