"""Free ports on this machine, kept from start to start where possible."""

import json
import random
import socket
from collections.abc import Iterable, Mapping
from pathlib import Path

import psutil

from infra.local.failures import PortTaken

_LOWEST, _HIGHEST = 20_000, 32_767
"""Below the range from which Linux takes the ports of outgoing connections."""

_ATTEMPTS = 200


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def has_ipv6() -> bool:
    """Whether `::1` exists, so that `localhost` may mean it."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def pick(taken: Iterable[int] = (), *, beside: int = 0) -> int:
    """A free port; with `beside`, the port that many higher is free too."""
    avoid = set(taken)
    for _ in range(_ATTEMPTS):
        port = random.randint(_LOWEST, _HIGHEST - beside)  # noqa: S311 - no secret
        if avoid.isdisjoint((port, port + beside)) and _are_free(port, beside):
            return port
    raise PortTaken("No free port was found on this machine.")


def _are_free(port: int, beside: int) -> bool:
    return is_free(port) and is_free(port + beside)


def kept(file: Path, names: Mapping[str, int], *, avoid: Iterable[int] = ()) -> Mapping[str, int]:
    """A port per name: the one in `file` while it is free, else a new one; none is in `avoid`.

    `names` gives each name's `beside` of `pick`.
    """
    before: dict[str, int] = json.loads(file.read_text()) if file.exists() else {}
    chosen: dict[str, int] = {}
    taken = set(avoid)
    for name, beside in names.items():
        port = before.get(name, 0)
        if not port or not taken.isdisjoint((port, port + beside)) or not _are_free(port, beside):
            port = pick({*taken, *before.values()}, beside=beside)
        chosen[name] = port
        taken |= {port, port + beside}
    file.write_text(json.dumps(chosen, indent=1))
    return chosen


def owner(port: int) -> str:
    """Which program listens on `port`, as far as this user may know."""
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port:
                name = psutil.Process(connection.pid).name() if connection.pid else ""
                return f"“{name}” (process {connection.pid})" if name else "another program"
    except psutil.Error:
        pass
    return "another program"


def demand(port: int, hosts: Iterable[str]) -> None:
    """Raises `PortTaken` with the name of who has it."""
    for host in hosts:
        if not is_free(port, host):
            raise PortTaken(
                f"Port {port} on {host} is in use by {owner(port)}. "
                f"Stop it, or choose another port: make run PORT={port + 1}"
            )
