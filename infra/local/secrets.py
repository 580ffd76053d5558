"""Passwords and keys: made once, kept in files that only their owner can read, never logged."""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class KeyPair:
    """An access key or public key with its secret."""

    public: str
    secret: str

    def __repr__(self) -> str:
        return "KeyPair(…)"


class Secrets:
    """The secrets below a folder; one that is asked for the first time is made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)

    def password(self, name: str) -> str:
        """A password that begins with a letter: nats-server reads others as numbers."""
        return self._kept(name, "p" + secrets.token_hex(24))

    def access(self, name: str) -> KeyPair:
        """The object store's keys for one program."""
        return KeyPair(f"hub-{name}", self.password(f"s3-{name}"))

    def signing(self) -> KeyPair:
        """The Ed25519 keys of caller identity: raw, base64url without padding."""
        secret = self._kept("caller", _text(secrets.token_bytes(32)))
        raw = base64.urlsafe_b64decode(secret + "=")
        public = Ed25519PrivateKey.from_private_bytes(raw).public_key()
        return KeyPair(_text(public.public_bytes_raw()), secret)

    def _kept(self, name: str, fresh: str) -> str:
        path = self._folder / name
        if not path.exists():
            write_private(path, fresh)
        return path.read_text()


def write_private(path: Path, text: str) -> None:
    """Writes the file whole or not at all, readable by its owner alone from the first moment."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def main() -> None:
    """Prints a fresh pair of signing keys for `.env`."""
    secret = secrets.token_bytes(32)
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    print(f"HUB_CALLER_PUBLIC_KEY={_text(public)}\nHUB_CALLER_PRIVATE_KEY={_text(secret)}")


if __name__ == "__main__":
    main()
