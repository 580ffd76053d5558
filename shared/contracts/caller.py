"""Who calls: the identity that the gateway signs and every service checks."""

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    """Each role may do what the ones before it may."""

    READER = "reader"
    AUTHOR = "author"
    EDITOR = "editor"
    ADMIN = "admin"


RANK = {role: rank for rank, role in enumerate(Role)}


class Caller(Struct, frozen=True, kw_only=True):
    """A signed-in person or program."""

    id: str
    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether the caller's role includes `role`."""
        return RANK[self.role] >= RANK[role]
