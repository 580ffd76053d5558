"""Passwords: argon2id, with the library's parameters (RFC 9106's low-memory profile)."""

import asyncio

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from shared.contracts.errors import Invalid

SHORTEST = 12
LONGEST = 200

_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")


async def hashed(password: str) -> str:
    """The hash to keep, or `Invalid` for a password too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(f"Das Passwort braucht {SHORTEST} bis {LONGEST} Zeichen.", field="password")
    return await asyncio.to_thread(_hasher.hash, password)


async def matches(kept: str | None, password: str) -> bool:
    """Whether the password is right; takes as long where there is no such account."""
    return await asyncio.to_thread(_verify, kept or _NOBODY, password) and kept is not None


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
