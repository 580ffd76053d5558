"""No two parts of a hub are given the same port."""

import json
from pathlib import Path

from infra.local.place import GRPC_OFFSET, Place
from infra.local.ports import kept, pick


def test_the_edge_never_has_an_inner_part_s_port(tmp_path: Path) -> None:
    port = Place.prepare(tmp_path, 0).ports["gateway"]
    again = Place.prepare(tmp_path, port)
    assert again.port == port
    assert port not in again.ports.values()


def test_ports_are_kept_from_start_to_start(tmp_path: Path) -> None:
    assert Place.prepare(tmp_path, 0).ports == Place.prepare(tmp_path, 0).ports


def test_a_port_beside_another_is_nobody_else_s(tmp_path: Path) -> None:
    admin = pick(beside=GRPC_OFFSET)
    file = tmp_path / "ports.json"
    file.write_text(json.dumps({"admin": admin, "nats": admin + GRPC_OFFSET}))
    chosen = kept(file, {"admin": GRPC_OFFSET, "nats": 0})
    assert chosen["admin"] == admin
    assert chosen["nats"] != admin + GRPC_OFFSET
