"""The caller's identity on the bus: signed by the gateway (Ed25519), checked by every service.

A compact JWT (RFC 7519, EdDSA) that lives a minute. Services hold only the public key, so a
service that is taken over cannot speak for anybody.
"""

import base64
import time
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from shared.contracts.caller import Caller
from shared.contracts.errors import Unauthenticated

LIFETIME_SECONDS = 60
_LEEWAY_SECONDS = 10


def raw_key(key: str) -> bytes:
    """The bytes of a key as the settings hold it."""
    return base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))


class Signer:
    """Signs identities with the raw private key (base64url, 32 bytes)."""

    def __init__(self, private_key: str) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(raw_key(private_key))

    def sign(self, caller: Caller) -> str:
        """The value of the bus header, good for a minute."""
        claims: dict[str, Any] = msgspec.to_builtins(caller)
        claims["sub"] = claims.pop("id")
        claims["exp"] = int(time.time()) + LIFETIME_SECONDS
        return jwt.encode(claims, self._key, algorithm="EdDSA")


class Verifier:
    """Reads identities with the raw public key (base64url, 32 bytes)."""

    def __init__(self, public_key: str) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(raw_key(public_key))

    def read(self, token: str) -> Caller:
        """The caller, or `Unauthenticated` where the signature or the time is wrong."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=["EdDSA"],
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "sub"]},
            )
            return msgspec.convert({**claims, "id": claims["sub"]}, Caller)
        except (jwt.InvalidTokenError, msgspec.ValidationError):
            raise Unauthenticated("Die Anmeldung ist ungültig oder abgelaufen.") from None
