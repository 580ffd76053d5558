"""Why the hub cannot run here: each message says what happened and what to do."""


class LocalError(Exception):
    """The hub cannot run, or cannot go on."""


class AlreadyRunning(LocalError):
    """Another hub uses the same data folder."""


class PortTaken(LocalError):
    """The address that the hub should have is in use."""


class NoSpace(LocalError):
    """The data folder cannot take the hub's data."""


class ToolMissing(LocalError):
    """A program that the hub calls is not installed."""


class PartFailed(LocalError):
    """A part died again and again, or did not become ready."""
