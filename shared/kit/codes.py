"""Codes that people write down and type: Crockford's base32, 100 bits, kept only as a hash."""

import hashlib
import secrets

_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 20
_GROUP = 5
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


def new_code() -> str:
    """Twenty random symbols."""
    return "".join(secrets.choice(_SYMBOLS) for _ in range(_LENGTH))


def code_from(digest: bytes) -> str:
    """A code made of the first twenty bytes of something secret."""
    return "".join(_SYMBOLS[byte % len(_SYMBOLS)] for byte in digest[:_LENGTH])


def grouped(code: str) -> str:
    """As it is written down: `7K2QF-M3X8P-0ZZTV-1B4CD`."""
    return "-".join(code[first : first + _GROUP] for first in range(0, len(code), _GROUP))


def tidied(typed: str) -> str:
    """What was meant, however it was typed: letters that look like digits are digits."""
    return "".join(typed.upper().split()).translate(_ALIKE)


def hash_of(code: str) -> str:
    """What is kept of a code; so many random bits need no salt and no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()
