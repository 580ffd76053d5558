"""Who calls: the identity that the gateway signs and every service checks."""

from msgspec import Struct

from shared.contracts.words import Choice


class Role(Choice):
    """Each role may do what the ones before it may."""

    READER = "reader", "Sees what is being written."
    AUTHOR = "author", "Writes and hands in."
    EDITOR = "editor", "Publishes and takes down."
    ADMIN = "admin", "Gives people accounts."


RANK = {role: rank for rank, role in enumerate(Role)}


class Caller(Struct, frozen=True, kw_only=True):
    """A signed-in person or program."""

    id: str
    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the caller's role includes `role`."""
        return RANK[self.role] >= RANK[role]
