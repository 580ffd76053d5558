"""Errors on their way over the bus."""

import msgspec

from shared.contracts.errors import BY_CODE, HubError, Internal, Unavailable
from shared.kit import log, trace

CODE_HEADER = "Nats-Service-Error-Code"

_logger = log.get("hub.bus")


class Fault(msgspec.Struct, frozen=True):
    """The body of a failed reply."""

    code: str
    message: str
    field: str | None = None


class Faults:
    """What is told of errors. Some kinds of them mean that the service's `database` is away, if it
    has one: its driver is not loaded here, as it takes 12 megabytes.
    """

    def __init__(self, database: tuple[type[Exception], ...] = ()) -> None:
        self._database = database

    def of(self, error: Exception, subject: str) -> Fault:
        """Of an error that nobody expected, only where it stands in the log."""
        if isinstance(error, self._database):
            _logger.warning("database", subject=subject, reason=type(error).__name__)
            error = Unavailable("Die Datenbank antwortet nicht.")
        if isinstance(error, HubError):
            return Fault(error.code, error.message, error.field)
        _logger.error("call failed", subject=subject, exc_info=error)
        return Fault(Internal.code, trace.current())


def error_of(fault: Fault) -> HubError:
    """The error that the service raised."""
    return BY_CODE.get(fault.code, Internal)(fault.message, field=fault.field)
