"""Looks at drafts: a signed statement in the address lets a player in without a cookie."""

import math
import time
from typing import Annotated, Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar.exceptions import HTTPException
from msgspec import Meta, Struct

from gateway.links import PREVIEW_PATH
from shared.contracts.caller import Caller
from shared.contracts.video import Video
from shared.kit.identity import raw_key

LIFETIME_SECONDS = 6 * 3600
_STEP_SECONDS = 900
PREVIEW_HEADERS = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
"""Nobody keeps what is not published, and no other site learns the address."""

_AUDIENCE = "preview"
_ALGORITHM = "EdDSA"


class PreviewEnded(HTTPException):
    """The address of a preview is wrong, or its time is over."""

    status_code = 403


class Preview(Struct, frozen=True):
    """Whose player looks at which video, and until when (seconds since 1970).

    No more than that: an address is easily passed on, and rights may change while it holds.
    """

    video_id: str
    caller_id: Annotated[str, Meta(min_length=1)]
    exp: int

    @property
    def seconds(self) -> int:
        """How long addresses in it are to hold: to its end, in steps, so that they stay the same
        for a while and players know again what they have begun.
        """
        left = self.exp - int(time.time())
        return max(1, math.ceil(left / _STEP_SECONDS)) * _STEP_SECONDS


class PreviewTokens:
    """Makes and reads the statements (JWT, RFC 7519), with the key that signs identities.

    The audience keeps the two apart: a preview is never taken for an identity on the bus, nor
    the other way round.
    """

    def __init__(self, private_key: str) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(raw_key(private_key))
        self._public = self._key.public_key()

    def path(self, video: Video, key: str, caller: Caller) -> str:
        """Where `caller` finds the object `key` of the video, for six hours at most."""
        preview = Preview(video.id, caller.id, int(time.time()) + LIFETIME_SECONDS)
        claims: dict[str, Any] = msgspec.to_builtins(preview) | {"aud": _AUDIENCE}
        token = jwt.encode(claims, self._key, algorithm=_ALGORITHM)
        return f"{PREVIEW_PATH}/{token}/{key.removeprefix(f'videos/{video.id}/')}"

    def read(self, token: str) -> Preview:
        """Whose preview it is, or `PreviewEnded`; what they may do is another question."""
        try:
            claims = jwt.decode(
                token,
                self._public,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                options={"require": ["exp", "aud"]},
            )
            return msgspec.convert(claims, Preview)
        except (jwt.InvalidTokenError, msgspec.ValidationError):
            raise preview_ended() from None


def preview_ended() -> PreviewEnded:
    """The answer to an address that opens nothing (any more)."""
    return PreviewEnded(detail="preview", headers=PREVIEW_HEADERS)
