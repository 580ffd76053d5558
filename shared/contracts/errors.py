"""Expected failures: each a class that states the fact and carries a stable code."""

from typing import ClassVar


class HubError(Exception):
    """A failure the caller can understand; `field` names the input it is about."""

    code: ClassVar[str] = "internal"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotFound(HubError):
    """There is no such thing, or not for this caller."""

    code = "not_found"


class Gone(HubError):
    """There was such a thing, and it was taken down; the message is the reason's code."""

    code = "gone"


class Conflict(HubError):
    """Somebody else was faster, or the item's state does not allow this."""

    code = "conflict"


class Invalid(HubError):
    """The input breaks a rule."""

    code = "invalid"


class Unauthenticated(HubError):
    """The call needs a sign-in, and there is none that counts."""

    code = "unauthenticated"


class Forbidden(HubError):
    """The caller is known but has not the right."""

    code = "forbidden"


class Unavailable(HubError):
    """A part of the hub does not answer; trying again later may help."""

    code = "unavailable"


class Internal(HubError):
    """Something unexpected; the message is an id to find it in the log, nothing more."""

    code = "internal"


BY_CODE: dict[str, type[HubError]] = {
    error.code: error
    for error in (
        NotFound,
        Gone,
        Conflict,
        Invalid,
        Unauthenticated,
        Forbidden,
        Unavailable,
        Internal,
    )
}
