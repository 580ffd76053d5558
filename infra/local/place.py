"""Where a hub lives: its folder, its address, its inner ports, its secrets."""

import os
import secrets as random
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from infra.local import ports
from infra.local.secrets import KeyPair, Secrets

ROOT = Path(__file__).resolve().parents[2]
INNER = ("nats", "documents", "gateway", "s3", "s3_grpc", "master", "master_grpc")
VOLUMES = ("filer", "filer_grpc", "volume", "volume_grpc")
GRPC_OFFSET = 10_000
"""SeaweedFS's worker looks for the admin server's gRPC port this much above its HTTP port."""

_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, repr=False)
class Place:
    """All that the parts' command lines and settings are made from."""

    data: Path
    port: int
    hosts: tuple[str, ...]
    public_url: str
    ports: Mapping[str, int]
    secrets: Secrets
    instance: str
    settings: Mapping[str, str]

    @classmethod
    def prepare(cls, data: Path, port: int, settings: Mapping[str, str] = _NONE) -> Self:
        """Chooses what is not yet chosen in `data`; port 0 takes any that is free. All programs
        get `settings`.
        """
        for name in ("logs", "run", "config", "work"):
            (data / name).mkdir(parents=True, exist_ok=True)
        hosts = edge_hosts()
        if port:
            ports.demand(port, hosts)
        secrets = Secrets(data / "secrets")
        chosen = port or ports.pick()
        return cls(
            data=data,
            port=chosen,
            hosts=hosts,
            public_url=os.environ.get("HUB_PUBLIC_URL") or f"http://localhost:{chosen}",
            ports=_inner_ports(data / "ports.json", edge=chosen),
            secrets=secrets,
            instance=_instance(data / "instance"),
            settings=settings,
        )

    @property
    def own_mongo(self) -> str | None:
        """A database server that somebody else runs, instead of the embedded one."""
        return os.environ.get("HUB_MONGO_URL") or None

    @property
    def own_s3(self) -> str | None:
        """An object store that somebody else runs, instead of the embedded one."""
        return os.environ.get("HUB_S3_URL") or None

    @property
    def mongo_url(self) -> str:
        """`retryWrites=false`: the embedded server's retry table makes writes slow."""
        inner = f"mongodb://127.0.0.1:{self.ports['documents']}/?retryWrites=false"
        return self.own_mongo or inner

    @property
    def s3_url(self) -> str:
        return self.own_s3 or f"http://127.0.0.1:{self.ports['s3']}"

    def nats_url(self, user: str) -> str:
        """With the user's password: never to be logged."""
        password = self.secrets.password(f"nats-{user}")
        return f"nats://{user}:{password}@127.0.0.1:{self.ports['nats']}"

    def s3_access(self, program: str) -> KeyPair:
        if self.own_s3:
            return KeyPair(os.environ["HUB_S3_ACCESS_KEY"], os.environ["HUB_S3_SECRET_KEY"])
        return self.secrets.access(program)


def edge_hosts() -> tuple[str, ...]:
    """`HUB_BIND`, else both addresses that a browser may take `localhost` for."""
    if chosen := os.environ.get("HUB_BIND"):
        return tuple(chosen.split())
    return ("127.0.0.1", "::1") if ports.has_ipv6() else ("127.0.0.1",)


def executable(name: str) -> str:
    """A program that came with a package of the virtual environment."""
    return str(Path(sysconfig.get_path("scripts")) / name)


def python() -> str:
    return sys.executable


def bare_environment() -> dict[str, str]:
    """For the parts that are not ours: nothing of the caller's keys and settings."""
    names = ("PATH", "HOME", "LANG", "TMPDIR", "TZ")
    return {name: os.environ[name] for name in names if name in os.environ}


def own_environment() -> dict[str, str]:
    """For our programs: all but the keys that only some of them are given."""
    secret = ("HUB_MONGO_URL", "HUB_S3_", "HUB_PARTICIPATION_PASSWORD")
    return {name: value for name, value in os.environ.items() if not name.startswith(secret)}


def _inner_ports(file: Path, edge: int) -> Mapping[str, int]:
    names = dict.fromkeys((*INNER, *VOLUMES), 0) | {"admin": GRPC_OFFSET}
    return ports.kept(file, names, avoid=(edge,))


def _instance(file: Path) -> str:
    if not file.exists():
        file.write_text(random.token_hex(4))
    return file.read_text()
