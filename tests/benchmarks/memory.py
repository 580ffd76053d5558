"""Resident memory of the hub's processes."""

import psutil

from infra.local.supervisor import Hub


def memory(hub: Hub) -> dict[str, tuple[float, float]]:
    """MiB for each part, its children included: resident, and its share (PSS) of shared pages."""
    return {name: _of(psutil.Process(hub.pid(name))) for name in hub.names}


def _of(process: psutil.Process) -> tuple[float, float]:
    family = [process, *process.children(recursive=True)]
    infos = [each.memory_full_info() for each in family]
    resident = sum(info.rss for info in infos) / 2**20
    return resident, sum(getattr(info, "pss", info.rss) for info in infos) / 2**20
