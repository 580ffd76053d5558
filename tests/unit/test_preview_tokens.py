"""Addresses of previews: what the gateway signed for this, and nothing else."""

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gateway.auth.preview_tokens import LIFETIME_SECONDS, Preview, PreviewEnded, PreviewTokens
from shared.contracts.caller import Role
from shared.contracts.errors import Unauthenticated
from shared.kit.identity import Signer, Verifier
from tests.unit.items import caller
from tests.unit.test_identity import text
from tests.unit.video_items import MAIN, VIDEO_ID, video

KEY = Ed25519PrivateKey.generate()
PRIVATE = text(KEY.private_bytes_raw())
PUBLIC = text(KEY.public_key().public_bytes_raw())
EDITOR = caller(Role.EDITOR)


def token_of(path: str) -> str:
    return path.split("/")[2]


def signed(**claims: object) -> str:
    whole = {"video_id": VIDEO_ID, "caller_id": EDITOR.id, "aud": "preview"}
    return jwt.encode({**whole, **claims}, KEY, algorithm="EdDSA")


def test_an_address_tells_whose_preview_it_is() -> None:
    tokens = PreviewTokens(PRIVATE)
    path = tokens.path(video(), f"{MAIN}/master.m3u8", EDITOR)
    assert path.startswith("/vorschau/")
    assert path.endswith(f"/{MAIN.rpartition('/')[2]}/master.m3u8")
    preview = tokens.read(token_of(path))
    assert preview == Preview(VIDEO_ID, EDITOR.id, preview.exp)


def test_it_tells_nothing_of_the_person() -> None:
    path = PreviewTokens(PRIVATE).path(video(), f"{MAIN}/master.m3u8", EDITOR)
    claims = jwt.decode(token_of(path), options={"verify_signature": False})
    assert claims.keys() == {"video_id", "caller_id", "aud", "exp"}


@pytest.mark.parametrize(("left", "seconds"), [(6 * 3600, 6 * 3600), (100, 900), (-5, 900)])
def test_addresses_in_it_hold_to_its_end(left: int, seconds: int) -> None:
    assert Preview(VIDEO_ID, EDITOR.id, int(time.time()) + left).seconds == seconds


def test_it_holds_for_six_hours() -> None:
    path = PreviewTokens(PRIVATE).path(video(), f"{MAIN}/master.m3u8", EDITOR)
    claims = jwt.decode(token_of(path), options={"verify_signature": False})
    assert abs(claims["exp"] - time.time() - LIFETIME_SECONDS) < 60


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        signed(exp=int(time.time()) - 60),
        signed(),
        signed(exp=int(time.time()) + 60, aud="other"),
        signed(exp=int(time.time()) + 60, caller_id=""),
        signed(exp=int(time.time()) + 60, caller_id={"role": "admin"}),
        Signer(PRIVATE).sign(EDITOR),
    ],
)
def test_anything_else_opens_nothing(token: str) -> None:
    with pytest.raises(PreviewEnded):
        PreviewTokens(PRIVATE).read(token)


def test_somebody_elses_signature_opens_nothing() -> None:
    stranger = PreviewTokens(text(Ed25519PrivateKey.generate().private_bytes_raw()))
    path = stranger.path(video(), f"{MAIN}/master.m3u8", EDITOR)
    with pytest.raises(PreviewEnded):
        PreviewTokens(PRIVATE).read(token_of(path))


def test_a_preview_is_no_identity_on_the_bus() -> None:
    token = signed(exp=int(time.time()) + 60, sub=EDITOR.id, name="Kim", role="admin")
    with pytest.raises(Unauthenticated):
        Verifier(PUBLIC).read(token)
