"""What the hub is made of on one machine: each part's command, settings and sign of readiness."""

import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from infra import speech_model
from infra.local import checks, objects, probes
from infra.local.place import (
    ROOT,
    Place,
    bare_environment,
    executable,
    own_environment,
    python,
)
from infra.local.storage import documents_server
from shared.contracts.kinds import KINDS
from shared.kit.blobs import BUCKETS

Probe = Callable[[], Awaitable[bool]]


class Tier(IntEnum):
    """Started from low to high, stopped from high to low."""

    STORAGE = 0
    PROGRAM = 1
    EDGE = 2


@dataclass(frozen=True, slots=True, repr=False)
class Part:
    """A process of the hub. `stop_seconds` is how long it may take after SIGTERM."""

    name: str
    tier: Tier
    command: tuple[str, ...]
    environment: Mapping[str, str]
    is_ready: Probe
    stop_seconds: float = 10
    speaks_json: bool = False
    leftovers: tuple[Path, ...] = field(default=())


PROGRAMS = (
    *(kind.plural for kind in KINDS.values()),
    *("remakes", "reuse", "transcoder", "search", "participation", "gateway"),
)
NATS_USERS = (*PROGRAMS, "operator", "system")

_ALLOCATOR = {"MALLOC_TRIM_THRESHOLD_": "131072"}
"""glibc's default; where it is said, it does not grow with what a program once needed."""


def storage(place: Place) -> list[Part]:
    """Bus, documents and objects; the last two only where nobody else runs them."""
    parts = [bus(place)]
    if not place.own_mongo:
        parts.append(documents(place))
    if not place.own_s3:
        parts.append(store(place))
    return parts


def bus(place: Place) -> Part:
    port = place.ports["nats"]
    passwords = {
        f"HUB_NATS_{user.upper()}_PASSWORD": place.secrets.password(f"nats-{user}")
        for user in NATS_USERS
    }
    return Part(
        name="nats",
        tier=Tier.STORAGE,
        command=(
            *(executable("nats-server"), "-c", str(ROOT / "infra/nats/hub.conf")),
            *("-a", "127.0.0.1", "-p", str(port), "-sd", str(place.data / "nats")),
        ),
        environment=bare_environment() | passwords,
        is_ready=lambda: probes.listens(port),
    )


def documents(place: Place) -> Part:
    port = place.ports["documents"]
    settings = place.data / "config" / "documents.toml"
    settings.touch()  # an empty one, so that it does not look for one elsewhere
    return Part(
        name="documents",
        tier=Tier.STORAGE,
        command=(
            *(documents_server(), "--config", str(settings)),
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--storage-path", str(place.data / "documents"), "--cache-size", "256M"),
            *("--log-file-max", "64MB", "--sync-on-commit", "--data-nonlogged"),
            *("--checkpoint-seconds", "10"),
        ),
        # In huge pages, each of its fifty threads would hold two megabytes for a few kilobytes.
        environment=bare_environment() | {"MIMALLOC_ALLOW_THP": "0"},
        is_ready=lambda: probes.listens(port),
        stop_seconds=15,
    )


def store(place: Place) -> Part:
    identities = place.data / "config" / "objects.json"
    objects.write_identities(identities, place.secrets)
    return Part(
        name="objects",
        tier=Tier.STORAGE,
        command=(executable("weed"), *objects.arguments(place, identities)),
        environment=bare_environment() | {"GOMEMLIMIT": "300MiB"},
        # The buckets are made last; a stranger hears of a missing object only in one that exists.
        is_ready=lambda: probes.says(f"{place.s3_url}/{BUCKETS[-1]}/none", "NoSuchKey"),
        leftovers=objects.sockets(place),
    )


def edge(place: Place) -> Part:
    settings = {
        "HUB_SITE": f"http://:{place.port}",
        "HUB_BIND": " ".join(place.hosts),
        "HUB_OBJECTS": place.s3_url,
        "HUB_GATEWAY": f"127.0.0.1:{place.ports['gateway']}",
        "HUB_ASSETS_DIR": str(ROOT / "gateway/web/dist"),
        **_given(place, "HUB_GRAPHQL_BODY_BYTES"),
        "XDG_DATA_HOME": str(place.data / "edge"),
        "XDG_CONFIG_HOME": str(place.data / "edge"),
        "GOMEMLIMIT": "100MiB",
    }
    return Part(
        name="edge",
        tier=Tier.EDGE,
        command=(
            *(executable("caddy"), "run", "--adapter", "caddyfile"),
            *("--config", str(ROOT / "infra/Caddyfile")),
        ),
        environment=bare_environment() | settings,
        is_ready=lambda: probes.listens(place.port, place.hosts[0]),
    )


def program(name: str, place: Place) -> Part:
    """One of our own programs; it tells its readiness by a file."""
    ready = place.data / "run" / f"{name}.ready"
    module = name if name == "gateway" else f"services.{name}"
    own = settings(name, place) | {"HUB_READY_FILE": str(ready)}
    return Part(
        name=name,
        tier=Tier.PROGRAM,
        command=(python(), "-m", module),
        environment=_ALLOCATOR | own_environment() | own,
        is_ready=lambda: probes.exists(ready),
        speaks_json=True,
        leftovers=(ready,),
    )


def settings(name: str, place: Place) -> dict[str, str]:
    """The HUB_ variables of a program: what it needs and no other program's secrets."""
    common = {
        "HUB_NATS_URL": place.nats_url(name),
        "HUB_PUBLIC_URL": place.public_url,
        "HUB_CITY_FILE": os.environ.get("HUB_CITY_FILE") or str(ROOT / "infra/seed/city.toml"),
        "HUB_LOG_FORMAT": "json",
        "HUB_CALLER_PUBLIC_KEY": place.secrets.signing().public,
    }
    return common | _own[name](name, place) | dict(place.settings)


def _documents(name: str, place: Place) -> dict[str, str]:
    database = f"{name}_{place.instance}" if place.own_mongo else name
    return {"HUB_MONGO_URL": place.mongo_url, "HUB_DATABASE": database}


def _objects(name: str, place: Place) -> dict[str, str]:
    access = place.s3_access(name)
    return {
        "HUB_S3_URL": place.s3_url,
        "HUB_S3_ACCESS_KEY": access.public,
        "HUB_S3_SECRET_KEY": access.secret,
    }


def tools() -> dict[str, str]:
    """Where ffmpeg and ffprobe are."""
    return {"HUB_FFMPEG": checks.ffmpeg(), "HUB_FFPROBE": checks.ffprobe()}


def _service(name: str, place: Place) -> dict[str, str]:
    return _documents(name, place) | _objects(name, place)


def _transcoder(name: str, place: Place) -> dict[str, str]:
    own = {"HUB_WORK_DIR": str(place.data / "work")} | speech_model.settings()
    return _objects(name, place) | tools() | own | _inherited("HUB_CLAMD_SOCKET")


def _search(_: str, place: Place) -> dict[str, str]:
    return {"HUB_INDEX_DIR": str(place.data / "search")}


def _participation(name: str, place: Place) -> dict[str, str]:
    return _documents(name, place) | _inherited("HUB_PARTICIPATION_PASSWORD")


def _reuse(name: str, place: Place) -> dict[str, str]:
    return _service(name, place) | {"HUB_WORK_DIR": str(place.data / "work")}


def _given(place: Place, *names: str) -> dict[str, str]:
    """What is set for all programs."""
    return _inherited(*names) | {n: place.settings[n] for n in names if n in place.settings}


def _inherited(*names: str) -> dict[str, str]:
    """What the one who starts the hub has set."""
    return {name: os.environ[name] for name in names if name in os.environ}


def _gateway(name: str, place: Place) -> dict[str, str]:
    return _documents(name, place) | {
        "HUB_CALLER_PRIVATE_KEY": place.secrets.signing().secret,
        "HUB_HOST": "127.0.0.1",
        "HUB_PORT": str(place.ports["gateway"]),
        "HUB_ASSETS_DIR": str(ROOT / "gateway/web/dist"),
        "HUB_DATA_DIR": str(place.data),
    }


_own: Mapping[str, Callable[[str, Place], dict[str, str]]] = {
    **{kind.plural: _service for kind in KINDS.values()},
    "remakes": _service,
    "reuse": _reuse,
    "transcoder": _transcoder,
    "search": _search,
    "participation": _participation,
    "gateway": _gateway,
}
