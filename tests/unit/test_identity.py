"""The identity on the bus: what the gateway signed counts, and nothing else."""

import base64
import time
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.contracts.caller import Role
from shared.contracts.errors import Unauthenticated
from shared.kit.identity import LIFETIME_SECONDS, Signer, Verifier
from tests.unit.items import OWN, caller

Keys = tuple[Ed25519PrivateKey, Signer, Verifier]
CALLER = caller(Role.EDITOR, OWN)


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture(scope="module")
def keys() -> Keys:
    key = Ed25519PrivateKey.generate()
    public = text(key.public_key().public_bytes_raw())
    return key, Signer(text(key.private_bytes_raw())), Verifier(public)


def claims(**changes: Any) -> dict[str, Any]:
    return {
        "sub": OWN,
        "name": "Kim Muster",
        "role": "editor",
        "exp": int(time.time()) + LIFETIME_SECONDS,
        **changes,
    }


def signed(keys: Keys, given: dict[str, Any]) -> str:
    return jwt.encode(given, keys[0], algorithm="EdDSA")


@pytest.mark.parametrize("role", Role)
def test_what_is_signed_is_read(keys: Keys, role: Role) -> None:
    _, signer, verifier = keys
    assert verifier.read(signer.sign(caller(role, OWN))) == caller(role, OWN)


def test_an_identity_lives_a_minute(keys: Keys) -> None:
    token = keys[1].sign(CALLER)
    given = jwt.decode(token, options={"verify_signature": False})
    assert 0 < given["exp"] - time.time() <= LIFETIME_SECONDS == 60


def test_the_tests_own_claims_are_right(keys: Keys) -> None:
    assert keys[2].read(signed(keys, claims())) == CALLER


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": -30},
        {"exp": "bald"},
        {"role": "root"},
        {"sub": 5},
        {"name": None},
        {"nbf": 600},
    ],
    ids=str,
)
def test_wrong_claims_do_not_count(keys: Keys, changes: dict[str, Any]) -> None:
    """Numbers are seconds from now on."""
    now = int(time.time())
    times = {"exp", "nbf"}
    changes = {
        name: now + value if name in times and isinstance(value, int) else value
        for name, value in changes.items()
    }
    with pytest.raises(Unauthenticated):
        keys[2].read(signed(keys, claims(**changes)))


@pytest.mark.parametrize("missing", ["exp", "sub", "role", "name"])
def test_every_claim_is_needed(keys: Keys, missing: str) -> None:
    given = claims()
    del given[missing]
    with pytest.raises(Unauthenticated):
        keys[2].read(signed(keys, given))


def test_a_clock_may_be_a_little_off(keys: Keys) -> None:
    assert keys[2].read(signed(keys, claims(exp=int(time.time()) - 3))) == CALLER


def with_a_higher_role(token: str) -> str:
    head, body, signature = token.split(".")
    raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    return f"{head}.{text(raw.replace(b'editor', b'admin'))}.{signature}"


@pytest.mark.parametrize(
    "tamper",
    [
        with_a_higher_role,
        lambda token: token.rpartition(".")[0] + ".",
        lambda token: token.rpartition(".")[0],
        lambda token: token.rpartition(".")[0] + "." + text(bytes(64)),
        lambda token: token[1:],
        lambda _: "",
        lambda _: "ü.ü.ü",
    ],
)
def test_what_was_tampered_with_does_not_count(keys: Keys, tamper: Callable[[str], str]) -> None:
    token = keys[1].sign(CALLER)
    assert tamper(token) != token
    with pytest.raises(Unauthenticated):
        keys[2].read(tamper(token))


def test_another_key_does_not_count(keys: Keys) -> None:
    stranger = Signer(text(Ed25519PrivateKey.generate().private_bytes_raw()))
    with pytest.raises(Unauthenticated):
        keys[2].read(stranger.sign(CALLER))


def test_no_signature_does_not_count(keys: Keys) -> None:
    with pytest.raises(Unauthenticated):
        keys[2].read(jwt.encode(claims(), "", algorithm="none"))


def test_the_public_key_is_no_shared_secret(keys: Keys) -> None:
    public = keys[0].public_key().public_bytes_raw()
    with pytest.raises(Unauthenticated):
        keys[2].read(jwt.encode(claims(), public, algorithm="HS256"))
