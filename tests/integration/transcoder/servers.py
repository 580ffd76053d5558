"""A queue and an object store of the tests' own, which can be killed and started again."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from infra.local.ports import pick
from shared.kit.blobs import RENDERS, SOURCES

KEYS = ("transcoder", "geheimgeheim")

Name = Literal["nats", "objects"]


class Servers:
    """NATS and the object store on ports and folders that stay theirs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._bus = pick()
        names = ("s3", "master", "filer", "volume", "admin")
        self._ports = {name: pick(beside=10_000) for name in names}
        credentials = {"accessKey": KEYS[0], "secretKey": KEYS[1]}
        identity = {"name": KEYS[0], "credentials": [credentials], "actions": ["Admin"]}
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))

    @classmethod
    @contextmanager
    def running(cls, folder: Path) -> Iterator["Servers"]:
        """Both, until the end."""
        servers = cls(folder)
        try:
            servers.start("nats")
            servers.start("objects")
            yield servers
        finally:
            for process in servers._running.values():
                process.terminate()
            for process in servers._running.values():
                process.wait()

    @property
    def environment(self) -> dict[str, str]:
        """The transcoder's settings."""
        return {
            "HUB_NATS_URL": f"nats://127.0.0.1:{self._bus}",
            "HUB_S3_URL": f"http://127.0.0.1:{self._ports['s3']}",
            "HUB_S3_ACCESS_KEY": KEYS[0],
            "HUB_S3_SECRET_KEY": KEYS[1],
            "HUB_PUBLIC_URL": "http://127.0.0.1:8080",
            "HUB_WORK_DIR": str(self.folder / "work"),
            "HUB_ENCODER_THREADS": "1",
        }

    def start(self, name: Name) -> None:
        words = self._nats() if name == "nats" else self._weed()
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(words, stdout=log, stderr=log, cwd=self.folder)

    def kill(self, name: Name) -> None:
        """By SIGKILL: it has no time to write anything down."""
        process = self._running.pop(name)
        process.kill()
        process.wait()

    def _nats(self) -> list[str]:
        words = [_program("nats-server"), "-js", "-sd", str(self.folder / "nats")]
        return [*words, "-a", "127.0.0.1", "-p", str(self._bus)]

    def _weed(self) -> list[str]:
        return [
            *(_program("weed"), "mini", f"-dir={self.folder}"),
            *("-ip=127.0.0.1", "-ip.bind=127.0.0.1"),
            *(f"-{name}.port={port}" for name, port in self._ports.items()),
            *("-disableHttp", "-master.telemetry=false", "-webdav=false", "-admin.ui=false"),
            *("-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0"),
            *(f"-s3.config={self.folder / 's3.json'}", f"-bucket={SOURCES},{RENDERS}"),
        ]


def _program(name: str) -> str:
    return str(Path(sys.executable).parent / name)
