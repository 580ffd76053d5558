"""The embedded object store: SeaweedFS's command line, buckets and identities."""

import json
from pathlib import Path

from infra.local.place import GRPC_OFFSET, Place
from infra.local.secrets import KeyPair, Secrets, write_private
from shared.contracts.kinds import KINDS
from shared.kit.blobs import BUCKETS, Blobs

_KEEP = ("Read", "Write", "List")
_PICTURES = {"sources/images/*": ("Read", "Write"), "renders/images/*": ("Read", "Write")}
_ALL = ("Read", "Write", "List", "Tagging")
IDENTITIES: dict[str, dict[str, tuple[str, ...]]] = {
    **{kind.plural: _PICTURES | {f"media/{kind.plural}/*": _KEEP} for kind in KINDS.values()},
    "videos": {"sources": _ALL, "renders": _ALL, "media/videos/*": _KEEP},
    "transcoder": {"sources/videos/*": ("Read", "List"), "renders/videos/*": _KEEP},
    "remakes": {"sources/remakes/*": _KEEP, "renders/remakes/*": _KEEP},
    "reuse": {"sources/videos/*": ("Write",), "renders/images/*": ("Read", "Write")},
}
"""What each program may do in which bucket, or below which prefix of it; writing includes
deleting. So no kind touches what another has published. Strangers read published media by name.
"""


def identities(secrets: Secrets) -> str:
    """SeaweedFS's S3 configuration (JSON)."""
    named = [_identity(name, secrets.access(name)) for name in IDENTITIES]
    strangers = {"name": "anonymous", "actions": ["Read:media"]}
    return json.dumps({"identities": [strangers, *named]}, indent=1)


def _identity(name: str, access: KeyPair) -> dict[str, object]:
    return {
        "name": name,
        "credentials": [{"accessKey": access.public, "secretKey": access.secret}],
        "actions": [f"{right}:{place}" for place, may in IDENTITIES[name].items() for right in may],
    }


def write_identities(file: Path, secrets: Secrets) -> None:
    write_private(file, identities(secrets))


async def prepare(place: Place) -> None:
    """Makes the buckets in a store that somebody else runs; the embedded one brings its own."""
    access = place.s3_access("videos")
    async with Blobs.open(place.s3_url, access.public, access.secret, place.public_url) as blobs:
        await blobs.prepare()


def arguments(place: Place, config: Path) -> list[str]:
    """`-disableHttp`: its filer would hand out every object to anybody."""
    folder = place.data / "objects"
    folder.mkdir(exist_ok=True)
    return [
        *("mini", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
        *(f"-{flag}={port}" for flag, port in _ports(place).items()),
        *("-disableHttp", "-master.telemetry=false", "-webdav=false", "-admin.ui=false"),
        *("-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0"),
        *("-s3.allowDeleteBucketNotEmpty=false", "-s3.autoCreateBucket=false"),
        *(f"-s3.config={config}", f"-bucket={','.join(BUCKETS)}"),
    ]


def _ports(place: Place) -> dict[str, int]:
    ports = place.ports
    return {
        "s3.port": ports["s3"],
        "s3.port.grpc": ports["s3_grpc"],
        "master.port": ports["master"],
        "master.port.grpc": ports["master_grpc"],
        "filer.port": ports["filer"],
        "filer.port.grpc": ports["filer_grpc"],
        "volume.port": ports["volume"],
        "volume.port.grpc": ports["volume_grpc"],
        "admin.port": ports["admin"],
        "admin.port.grpc": ports["admin"] + GRPC_OFFSET,
    }


def sockets(place: Place) -> tuple[Path, ...]:
    """Files that it leaves behind in the temporary folder."""
    names = {"master": "master", "volume": "volume", "filer": "filer", "s3": "s3"}
    inner = [
        f"/tmp/seaweedfs-{name}-grpc-{place.ports[f'{port}_grpc']}.sock"  # noqa: S108 - its choice
        for name, port in names.items()
    ]
    plain = [f"/tmp/seaweedfs-{name}-{place.ports[name]}.sock" for name in ("filer", "s3")]  # noqa: S108
    admin = f"/tmp/seaweedfs-admin-grpc-{place.ports['admin'] + GRPC_OFFSET}.sock"  # noqa: S108
    return tuple(map(Path, [*inner, *plain, admin]))
