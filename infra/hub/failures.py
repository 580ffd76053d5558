"""What can go wrong, each in a sentence for the person at the keyboard."""


class CommandFailed(Exception):
    """The command ends with exit code 1; the message is all that is shown."""


class Refused(CommandFailed):
    """The hub understood and said no; `code` is the hub's stable word for it."""

    def __init__(self, message: str, code: str, field: str | None = None) -> None:
        super().__init__(f"{message} (Feld: {field})" if field and code == "invalid" else message)
        self.code = code
        self.field = field


class Unreachable(CommandFailed):
    """The hub, or a part of it, does not answer just now; trying again may help."""


class NotThere(CommandFailed):
    """A file or an item that was named does not exist."""
