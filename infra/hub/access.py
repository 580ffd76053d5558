"""Which hub, and by which right: `HUB_URL`, `HUB_TOKEN`, or the token that `make run` left."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from infra.hub.failures import CommandFailed

DEFAULT_URL = "http://localhost:8080"
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class Access:
    """The hub's address without a slash at the end, and the bearer token."""

    url: str
    token: str = field(repr=False)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def socket_url(self) -> str:
        """Where subscriptions are served."""
        return "ws" + self.url.removeprefix("http") + "/graphql"


def data_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """The data folder of a hub on this machine."""
    return Path(environment.get("HUB_DATA_DIR") or "data")


def find_access(environment: Mapping[str, str] = os.environ) -> Access:
    """Raises `CommandFailed` where the address is none or no token is to be found."""
    url = (environment.get("HUB_URL") or DEFAULT_URL).rstrip("/")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise CommandFailed(f"HUB_URL ist keine Adresse: {url} (Beispiel: {DEFAULT_URL})")
    return Access(url, environment.get("HUB_TOKEN", "").strip() or _kept_token(url, environment))


def _kept_token(url: str, environment: Mapping[str, str]) -> str:
    """From the data folder; the token of this machine's hub is not sent to another one."""
    file = data_dir(environment) / "editor.token"
    local = urlsplit(url).hostname in _LOOPBACK or "HUB_DATA_DIR" in environment
    if not local or not file.is_file():
        searched = f" Auch {file} gibt es nicht." if local else ""
        raise CommandFailed(f"Es fehlt ein Zugangsschlüssel. Bitte setzen Sie HUB_TOKEN.{searched}")
    print(f"HUB_TOKEN ist nicht gesetzt, es gilt der Schlüssel aus {file}.", file=sys.stderr)
    return file.read_text().strip()
