"""Keys of other municipalities' programs: whoever has one reads as strangers do, only more."""

from enum import StrEnum

from msgspec import Struct


class Scope(StrEnum):
    """What a key is good for: a larger bucket for queries, more streams at a time, documents that
    are kept here and named instead of sent.
    """

    READ = "read"
    FOLLOW = "follow"
    REGISTER = "register"


class ApiKey(Struct, frozen=True, kw_only=True):
    """Who asks, by the name that an administrator gave; `id` is not the secret."""

    id: str
    name: str
    scopes: tuple[Scope, ...]

    def may(self, scope: Scope) -> bool:
        """Whether the key was given for this."""
        return scope in self.scopes
